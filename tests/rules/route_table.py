"""Who may open what: every route, every person, every outcome.

A number is the status of the answer. A name with a colon is the route that a 303 leads to. The ways of being
turned away before anything is looked at: `front` and `staff_sign_in` (303 to the front page of members, of staff),
`code` (303 to the page for the one-time code, the place kept), `access_code` (303 to where an access code is typed) and
`code_asked` (403 with a field for the one-time code). `kept` is a 403 whose page says that the text is kept as a draft.
`{thing}` in an address is a thing of `tests/rules/world.py`; `away` is the neutral page of the exit.
"""

from typing import NamedTuple

from tests.rules.world import PERSONS

TURNED_AWAY = {"front", "staff_sign_in", "code", "code_asked", "access_code"}

TABLE = """
route address guest ada ben nora half mia max finn cora rosa iris rita

# Public pages: whoever one is, and whatever other cookie one holds. Only what a member sees is checked here.
information:exit         /exit         away away        away        away away away away away away away away away
information:language     /language     information:data for everyone
information:help         /help         200  200         200         200  200  200  200  200  200  200  200  200
information:front        /             200  forum:rooms forum:rooms 200  200  200  200  200  200  200  200  200
information:anonymity    /anonymity    200  200         200         200  200  200  200  200  200  200  200  200
information:rules        /rules        200  200         200         200  200  200  200  200  200  200  200  200
information:what_happens /what-happens 200  200         200         200  200  200  200  200  200  200  200  200
information:who_reads    /who-reads    200  200         200         200  200  200  200  200  200  200  200  200
information:data         /data         200  200         200         200  200  200  200  200  200  200  200  200
information:traces       /traces       200  200         200         200  200  200  200  200  200  200  200  200
information:night        /night        200  200         200         200  200  200  200  200  200  200  200  200

# Signing in and joining, for members.
accounts:sign_in            /sign-in     200 forum:rooms forum:rooms 200 200 200 200 200 200 200 200 200
accounts:begin_sign_in      /sign-in     forum:rooms for everyone
accounts:sign_out           /sign-out    accounts:signed_out for everyone
accounts:signed_out         /signed-out  200 200         200         200 200 200 200 200 200 200 200 200
accounts:join               /join        200 200         200         200 200 200 200 200 200 200 200 200
accounts:submit_join_code   /join        accounts:join_words for everyone
accounts:join_words         /join/words  accounts:join for everyone
accounts:submit_join_words  /join/words  accounts:join for everyone
accounts:join_device        /join/device accounts:join for everyone
accounts:submit_join_device /join/device accounts:join for everyone
accounts:join_name          /join/name   accounts:join for everyone
accounts:submit_join_name   /join/name   accounts:join for everyone
accounts:join_about         /join/about  accounts:join for everyone
accounts:submit_join_about  /join/about  accounts:join for everyone
accounts:join_rules         /join/rules  accounts:join for everyone
accounts:submit_join_rules  /join/rules  accounts:join for everyone
accounts:recover            /recover     200 200         200         200 200 200 200 200 200 200 200 200
accounts:submit_recovery    /recover     accounts:new_code for everyone

# A member's own account.
accounts:new_code          /new-code           front accounts:account  accounts:account front front front front front front front front front
accounts:confirm_code      /new-code           front forum:rooms       forum:rooms      front front front front front front front front front
accounts:account           /account            front 200               200              front front front front front front front front front
accounts:end_others        /account/sign-ins   front accounts:account  accounts:account front front front front front front front front front
accounts:renew_code        /account/code       front accounts:new_code 422              front front front front front front front front front
accounts:change_relation   /account/relation   front accounts:account  accounts:account front front front front front front front front front
accounts:passphrase        /account/passphrase front 200               200              front front front front front front front front front
accounts:change_passphrase /account/passphrase front accounts:account  422              front front front front front front front front front
accounts:paused            /account/writing    front 200               200              front front front front front front front front front

# The rooms. Ben is a parent, Ada a partner.
forum:rooms          /rooms                              front 200             200             front front front front front front front front front
forum:new_since      /new                                front 200             200             front front front front front front front front front
forum:new_since_from /new/from/{cursor}                  front 200             200             front front front front front front front front front
forum:read_first     /read-first                         front 200             200             front front front front front front front front front
forum:room           /rooms/{room}                       front 200             200             front front front front front front front front front
forum:room           /rooms/{partner_room}               front 200             404             front front front front front front front front front
forum:room           /rooms/{parent_room}                front 404             200             front front front front front front front front front
forum:room_from      /rooms/{room}/from/{cursor}         front 200             200             front front front front front front front front front
forum:room_from      /rooms/{partner_room}/from/{cursor} front 200             404             front front front front front front front front front
forum:new_thread     /rooms/{room}/write                 front 200             200             front front front front front front front front front
forum:new_thread     /rooms/{partner_room}/write         front 200             404             front front front front front front front front front
forum:start_thread   /rooms/{room}/write                 front forum:submitted forum:submitted front front front front front front front front front
forum:start_thread   /rooms/{partner_room}/write         front forum:submitted 404             front front front front front front front front front

# Threads: published, in a room for partners, waiting, closed, without its opening, of an author who was erased.
forum:thread      /threads/{thread}                       front 200             200             front front front front front front front front front
forum:thread      /threads/{partner_thread}               front 200             404             front front front front front front front front front
forum:thread      /threads/{waiting_thread}               front 200             404             front front front front front front front front front
forum:thread      /threads/{closed_thread}                front 200             200             front front front front front front front front front
forum:thread      /threads/{removed_thread}               front 200             200             front front front front front front front front front
forum:thread      /threads/{lonely_removed_thread}        front 200             404             front front front front front front front front front
forum:thread      /threads/{nobodys_thread}               front 200             200             front front front front front front front front front
forum:thread      /threads/{nobodys_waiting_thread}       front 404             404             front front front front front front front front front
forum:thread      /threads/{nobodys_removed_thread}       front 404             404             front front front front front front front front front
forum:unread      /threads/{thread}/unread                front 200             200             front front front front front front front front front
forum:unread      /threads/{partner_thread}/unread        front 200             404             front front front front front front front front front
forum:unread      /threads/{waiting_thread}/unread        front 200             404             front front front front front front front front front
forum:thread_from /threads/{thread}/from/{cursor}         front 200             200             front front front front front front front front front
forum:thread_from /threads/{partner_thread}/from/{cursor} front 200             404             front front front front front front front front front
forum:answer      /threads/{thread}                       front forum:submitted forum:submitted front front front front front front front front front
forum:answer      /threads/{partner_thread}               front forum:submitted 404             front front front front front front front front front
forum:answer      /threads/{waiting_thread}               front 403             404             front front front front front front front front front
forum:answer      /threads/{closed_thread}                front kept            kept            front front front front front front front front front
forum:answer      /threads/{removed_thread}               front kept            kept            front front front front front front front front front

# Texts: one's own only.
forum:no_preview      /preview                                front forum:my_texts  forum:my_texts  front front front front front front front front front
forum:preview         /preview                                front 200             200             front front front front front front front front front
forum:submitted       /submitted/{waiting}                    front 200             404             front front front front front front front front front
forum:submitted       /submitted/{ben_waiting}                front 404             200             front front front front front front front front front
forum:submitted       /submitted/{published}                  front 200             404             front front front front front front front front front
forum:submitted       /submitted/{team_version}               front 404             404             front front front front front front front front front
forum:submitted       /submitted/{nobodys_waiting}            front 404             404             front front front front front front front front front
forum:withdraw        /submitted/{waiting}/withdrawal         front forum:draft     404             front front front front front front front front front
forum:withdraw        /submitted/{ben_waiting}/withdrawal     front 404             forum:draft     front front front front front front front front front
forum:withdraw        /submitted/{published}/withdrawal       front forum:submitted 404             front front front front front front front front front
forum:resume_as_draft /submitted/{refused}/draft              front forum:draft     404             front front front front front front front front front
forum:resume_as_draft /submitted/{removed}/draft              front forum:draft     404             front front front front front front front front front
forum:resume_as_draft /submitted/{published}/draft            front 409             404             front front front front front front front front front
forum:withdraw        /submitted/{nobodys_waiting}/withdrawal front 404             404             front front front front front front front front front
forum:edit            /posts/{thread_opening}/write           front 200             404             front front front front front front front front front
forum:edit            /posts/{ben_post}/write                 front 404             200             front front front front front front front front front
forum:edit            /posts/{waiting_post}/write             front 200             404             front front front front front front front front front
forum:edit            /posts/{team_post}/write                front 404             404             front front front front front front front front front
forum:edit            /posts/{nobodys_post}/write             front 404             404             front front front front front front front front front
forum:revise          /posts/{thread_opening}/write           front forum:submitted 404             front front front front front front front front front
forum:revise          /posts/{ben_post}/write                 front 404             forum:submitted front front front front front front front front front
forum:revise          /posts/{nobodys_post}/write             front 404             404             front front front front front front front front front
forum:hiding          /posts/{thread_opening}/hiding          front 200             404             front front front front front front front front front
forum:hiding          /posts/{ben_post}/hiding                front 404             200             front front front front front front front front front
forum:hiding          /posts/{hidden_post}/hiding             front 200             404             front front front front front front front front front
forum:hiding          /posts/{nobodys_post}/hiding            front 404             404             front front front front front front front front front
forum:hide            /posts/{thread_opening}/hiding          front forum:edit      404             front front front front front front front front front
forum:hide            /posts/{ben_post}/hiding                front 404             forum:edit      front front front front front front front front front
forum:hide            /posts/{hidden_post}/hiding             front forum:hiding    404             front front front front front front front front front
forum:hide            /posts/{nobodys_post}/hiding            front 404             404             front front front front front front front front front
forum:draft           /drafts/{draft}                         front 200             404             front front front front front front front front front
forum:draft           /drafts/{ben_draft}                     front 404             200             front front front front front front front front front
forum:draft           /drafts/{sent_back_draft}               front 200             404             front front front front front front front front front
forum:draft           /drafts/{withdrawn_draft}               front 200             404             front front front front front front front front front
forum:discard_draft   /drafts/{draft}/discard                 front forum:my_texts  404             front front front front front front front front front
forum:discard_draft   /drafts/{ben_draft}/discard             front 404             forum:my_texts  front front front front front front front front front
forum:my_texts        /my-texts                               front 200             200             front front front front front front front front front
forum:my_texts_from   /my-texts/from/{cursor}                 front 200             200             front front front front front front front front front
forum:my_texts_part /my-texts/back front 200 200 front front front front front front front front front
forum:my_texts_part /my-texts/drafts front 200 200 front front front front front front front front front
forum:my_texts_part /my-texts/ended front 200 200 front front front front front front front front front
forum:my_texts_part /my-texts/elsewhere front 404 404 front front front front front front front front front
forum:my_texts_part_from /my-texts/drafts/from/{cursor} front 200 200 front front front front front front front front front
forum:notices         /notices                                front 200             200             front front front front front front front front front
forum:notices_from    /notices/from/{cursor}                  front 200             200             front front front front front front front front front

# Signing in, for staff. A member is nobody here.
accounts:staff_home          /staff/         200           200           200           accounts:staff_code accounts:staff_code moderation:queue    moderation:queue    groups:waiting_list groups:waiting_list moderation:queue    200           200
accounts:begin_staff_sign_in /staff/sign-in  accounts:staff_code for everyone
accounts:staff_sign_out      /staff/sign-out accounts:staff_home for everyone
accounts:staff_code          /staff/code     staff_sign_in staff_sign_in staff_sign_in accounts:enrol_app  200                 staff_sign_in       staff_sign_in       staff_sign_in       staff_sign_in       staff_sign_in       staff_sign_in staff_sign_in
accounts:submit_staff_code   /staff/code     staff_sign_in staff_sign_in staff_sign_in 422                 accounts:staff_home accounts:staff_home accounts:staff_home accounts:staff_home accounts:staff_home accounts:staff_home staff_sign_in staff_sign_in
accounts:enrol               /staff/enrol    200           200           200           200                 200                 200                 200                 200                 200                 200                 200           200
accounts:submit_enrolment    /staff/enrol    accounts:enrol_app for everyone
accounts:enrol_app           /staff/app      staff_sign_in staff_sign_in staff_sign_in 200                 staff_sign_in       staff_sign_in       staff_sign_in       staff_sign_in       staff_sign_in       staff_sign_in       staff_sign_in staff_sign_in
accounts:confirm_app         /staff/app      staff_sign_in staff_sign_in staff_sign_in 422                 staff_sign_in       staff_sign_in       staff_sign_in       staff_sign_in       staff_sign_in       staff_sign_in       staff_sign_in staff_sign_in

# A colleague's own page.
information:components           /staff/components            staff_sign_in staff_sign_in staff_sign_in code       code       200                    200                    200                    200                    200                    staff_sign_in staff_sign_in
accounts:staff_account           /staff/account            staff_sign_in staff_sign_in staff_sign_in code       code       200                    200                    200                    200                    200                    staff_sign_in staff_sign_in
accounts:staff_end_others        /staff/account/sign-ins   staff_sign_in staff_sign_in staff_sign_in code_asked code_asked accounts:staff_account accounts:staff_account accounts:staff_account accounts:staff_account accounts:staff_account staff_sign_in staff_sign_in
accounts:change_shortcuts        /staff/account/shortcuts  staff_sign_in staff_sign_in staff_sign_in code_asked code_asked accounts:staff_account accounts:staff_account accounts:staff_account accounts:staff_account accounts:staff_account staff_sign_in staff_sign_in
accounts:renew_codes             /staff/account/codes      staff_sign_in staff_sign_in staff_sign_in code_asked code_asked 200                    200                    200                    200                    200                    staff_sign_in staff_sign_in
accounts:staff_passphrase        /staff/account/passphrase staff_sign_in staff_sign_in staff_sign_in code       code       200                    200                    200                    200                    200                    staff_sign_in staff_sign_in
accounts:change_staff_passphrase /staff/account/passphrase staff_sign_in staff_sign_in staff_sign_in code       code       accounts:staff_account 422                    422                    422                    422                    staff_sign_in staff_sign_in

# Invites: one's own; a coordinator manages all.
accounts:invites       /staff/invites                            staff_sign_in staff_sign_in staff_sign_in code       code       200                  200                  200                  200                  200                  staff_sign_in staff_sign_in
accounts:invites_from /staff/invites/from/{day_cursor} staff_sign_in staff_sign_in staff_sign_in code code 200 200 200 200 200 staff_sign_in staff_sign_in
accounts:issue_invites /staff/invites                            staff_sign_in staff_sign_in staff_sign_in code_asked code_asked accounts:new_invites accounts:new_invites accounts:new_invites accounts:new_invites accounts:new_invites staff_sign_in staff_sign_in
accounts:new_invites   /staff/invites/new                        staff_sign_in staff_sign_in staff_sign_in code       code       accounts:invites     accounts:invites     accounts:invites     accounts:invites     accounts:invites     staff_sign_in staff_sign_in
accounts:revoke_invite /staff/invites/{finn_issued}/revocations  staff_sign_in staff_sign_in staff_sign_in code_asked code_asked 404                  404                  accounts:invites     accounts:invites     accounts:invites     staff_sign_in staff_sign_in
accounts:revoke_invite /staff/invites/{mia_issued}/revocations   staff_sign_in staff_sign_in staff_sign_in code_asked code_asked accounts:invites     404                  404                  accounts:invites     accounts:invites     staff_sign_in staff_sign_in
accounts:revoke_invite /staff/invites/{mia_redeemed}/revocations staff_sign_in staff_sign_in staff_sign_in code_asked code_asked 409                  404                  404                  409                  409                  staff_sign_in staff_sign_in

# Colleagues: a coordinator's work, never on oneself.
accounts:staff_list      /staff/colleagues                        staff_sign_in staff_sign_in staff_sign_in code       code       403 403 403 200                 200                 staff_sign_in staff_sign_in
accounts:new_colleague   /staff/colleagues/new                    staff_sign_in staff_sign_in staff_sign_in code       code       403 403 403 200                 200                 staff_sign_in staff_sign_in
accounts:add_colleague   /staff/colleagues/new                    staff_sign_in staff_sign_in staff_sign_in code_asked code_asked 403 403 403 200                 200                 staff_sign_in staff_sign_in
accounts:colleague       /staff/colleagues/{staff_max}            staff_sign_in staff_sign_in staff_sign_in code       code       403 403 403 200                 200                 staff_sign_in staff_sign_in
accounts:colleague       /staff/colleagues/{staff_cora}           staff_sign_in staff_sign_in staff_sign_in code       code       403 403 403 200                 200                 staff_sign_in staff_sign_in
accounts:roles           /staff/colleagues/{staff_max}/roles      staff_sign_in staff_sign_in staff_sign_in code_asked code_asked 403 403 403 accounts:staff_list accounts:staff_list staff_sign_in staff_sign_in
accounts:roles           /staff/colleagues/{staff_mia}/roles      staff_sign_in staff_sign_in staff_sign_in code_asked code_asked 403 403 403 accounts:staff_list accounts:staff_list staff_sign_in staff_sign_in
accounts:roles           /staff/colleagues/{staff_cora}/roles     staff_sign_in staff_sign_in staff_sign_in code_asked code_asked 403 403 403 403                 accounts:staff_list staff_sign_in staff_sign_in
accounts:roles           /staff/colleagues/{staff_piet}/roles     staff_sign_in staff_sign_in staff_sign_in code_asked code_asked 403 403 403 403                 403                 staff_sign_in staff_sign_in
accounts:renew_enrolment /staff/colleagues/{staff_max}/enrolment  staff_sign_in staff_sign_in staff_sign_in code_asked code_asked 403 403 403 200                 200                 staff_sign_in staff_sign_in
accounts:renew_enrolment /staff/colleagues/{staff_cora}/enrolment staff_sign_in staff_sign_in staff_sign_in code_asked code_asked 403 403 403 403                 200                 staff_sign_in staff_sign_in
accounts:renew_enrolment /staff/colleagues/{staff_piet}/enrolment staff_sign_in staff_sign_in staff_sign_in code_asked code_asked 403 403 403 403                 403                 staff_sign_in staff_sign_in
accounts:end_colleague   /staff/colleagues/{staff_max}/leaving    staff_sign_in staff_sign_in staff_sign_in code_asked code_asked 403 403 403 accounts:staff_list accounts:staff_list staff_sign_in staff_sign_in
accounts:end_colleague   /staff/colleagues/{staff_cora}/leaving   staff_sign_in staff_sign_in staff_sign_in code_asked code_asked 403 403 403 403                 accounts:staff_list staff_sign_in staff_sign_in

# Members, as the team finds and limits them.
accounts:members /staff/members staff_sign_in staff_sign_in staff_sign_in code code 200 200 403 200 200 staff_sign_in staff_sign_in
accounts:look_up_member /staff/members staff_sign_in staff_sign_in staff_sign_in code code accounts:member accounts:member 403 accounts:member accounts:member staff_sign_in staff_sign_in
accounts:member /staff/members/{member_ada} staff_sign_in staff_sign_in staff_sign_in code code 200 200 403 200 200 staff_sign_in staff_sign_in
accounts:member /staff/members/{staff_max} staff_sign_in staff_sign_in staff_sign_in code code 404 404 403 404 404 staff_sign_in staff_sign_in
accounts:restrict /staff/members/{member_ada}/restrictions staff_sign_in staff_sign_in staff_sign_in code_asked code_asked accounts:member accounts:member 403 accounts:member accounts:member staff_sign_in staff_sign_in
accounts:restrict /staff/members/{staff_max}/restrictions staff_sign_in staff_sign_in staff_sign_in code_asked code_asked 404 404 403 404 404 staff_sign_in staff_sign_in
accounts:lift_restriction /staff/restrictions/{restriction}/lifting staff_sign_in staff_sign_in staff_sign_in code_asked code_asked accounts:member accounts:member 403 accounts:member accounts:member staff_sign_in staff_sign_in
accounts:confirm_review /staff/restrictions/{restriction}/review staff_sign_in staff_sign_in staff_sign_in code_asked code_asked 403 accounts:member 403 accounts:member accounts:member staff_sign_in staff_sign_in

# The queue: moderators only.
moderation:queue        /staff/queue                               staff_sign_in staff_sign_in staff_sign_in code       code       200               200               403 403 200               staff_sign_in staff_sign_in
moderation:queue_from   /staff/queue/from/{cursor}                 staff_sign_in staff_sign_in staff_sign_in code       code       200               200               403 403 200               staff_sign_in staff_sign_in
moderation:text         /staff/texts/{waiting}                     staff_sign_in staff_sign_in staff_sign_in code       code       200               200               403 403 200               staff_sign_in staff_sign_in
moderation:text         /staff/texts/{edit_waiting}                staff_sign_in staff_sign_in staff_sign_in code       code       200               200               403 403 200               staff_sign_in staff_sign_in
moderation:text         /staff/texts/{published}                   staff_sign_in staff_sign_in staff_sign_in code       code       409               409               403 403 409               staff_sign_in staff_sign_in
moderation:text         /staff/texts/{withdrawn}                   staff_sign_in staff_sign_in staff_sign_in code       code       409               409               403 403 409               staff_sign_in staff_sign_in
moderation:decide       /staff/texts/{waiting}/decisions           staff_sign_in staff_sign_in staff_sign_in code_asked code_asked moderation:queue  moderation:queue  403 403 moderation:queue  staff_sign_in staff_sign_in
moderation:decide       /staff/texts/{refused}/decisions           staff_sign_in staff_sign_in staff_sign_in code_asked code_asked 409               409               403 403 409               staff_sign_in staff_sign_in
moderation:decide       /staff/texts/{withdrawn}/decisions         staff_sign_in staff_sign_in staff_sign_in code_asked code_asked 409               409               403 403 409               staff_sign_in staff_sign_in
moderation:undo         /staff/decisions/{decided_publish}/undoing staff_sign_in staff_sign_in staff_sign_in code_asked code_asked moderation:text   403               403 403 403               staff_sign_in staff_sign_in
moderation:undo         /staff/decisions/{decided_by_max}/undoing  staff_sign_in staff_sign_in staff_sign_in code_asked code_asked 403               moderation:text   403 403 403               staff_sign_in staff_sign_in
moderation:undo         /staff/decisions/{undone}/undoing          staff_sign_in staff_sign_in staff_sign_in code_asked code_asked 403               403               403 403 403               staff_sign_in staff_sign_in
moderation:removal      /staff/posts/{ben_post}/removal            staff_sign_in staff_sign_in staff_sign_in code       code       200               200               403 403 200               staff_sign_in staff_sign_in
moderation:removal      /staff/posts/{waiting_post}/removal        staff_sign_in staff_sign_in staff_sign_in code       code       404               404               403 403 404               staff_sign_in staff_sign_in
moderation:removal      /staff/posts/{removed_post}/removal        staff_sign_in staff_sign_in staff_sign_in code       code       404               404               403 403 404               staff_sign_in staff_sign_in
moderation:remove       /staff/posts/{ben_post}/removal            staff_sign_in staff_sign_in staff_sign_in code_asked code_asked moderation:queue  moderation:queue  403 403 moderation:queue  staff_sign_in staff_sign_in
moderation:remove       /staff/posts/{removed_post}/removal        staff_sign_in staff_sign_in staff_sign_in code_asked code_asked 404               404               403 403 404               staff_sign_in staff_sign_in
moderation:rooms        /staff/rooms                               staff_sign_in staff_sign_in staff_sign_in code       code       200               200               403 403 200               staff_sign_in staff_sign_in
moderation:room         /staff/rooms/{partner_room}                staff_sign_in staff_sign_in staff_sign_in code       code       200               200               403 403 200               staff_sign_in staff_sign_in
moderation:room_from    /staff/rooms/{room}/from/{cursor}          staff_sign_in staff_sign_in staff_sign_in code       code       200               200               403 403 200               staff_sign_in staff_sign_in
moderation:new_thread   /staff/rooms/{room}/write                  staff_sign_in staff_sign_in staff_sign_in code       code       200               200               403 403 200               staff_sign_in staff_sign_in
moderation:start_thread /staff/rooms/{room}/write                  staff_sign_in staff_sign_in staff_sign_in code_asked code_asked moderation:thread moderation:thread 403 403 moderation:thread staff_sign_in staff_sign_in
moderation:thread       /staff/threads/{thread}                    staff_sign_in staff_sign_in staff_sign_in code       code       200               200               403 403 200               staff_sign_in staff_sign_in
moderation:thread       /staff/threads/{waiting_thread}            staff_sign_in staff_sign_in staff_sign_in code       code       200               200               403 403 200               staff_sign_in staff_sign_in
moderation:thread_from  /staff/threads/{thread}/from/{cursor}      staff_sign_in staff_sign_in staff_sign_in code       code       200               200               403 403 200               staff_sign_in staff_sign_in
moderation:answer       /staff/threads/{thread}                    staff_sign_in staff_sign_in staff_sign_in code_asked code_asked moderation:thread moderation:thread 403 403 moderation:thread staff_sign_in staff_sign_in
moderation:answer       /staff/threads/{closed_thread}             staff_sign_in staff_sign_in staff_sign_in code_asked code_asked 403               403               403 403 403               staff_sign_in staff_sign_in

# Applying: open to everyone. Iris holds the code of an application that was asked something back.
accounts:apply_about              /apply                   200                           200                           200                           200                           200                           200                           200                           200                           200                           200                           200                           200
accounts:submit_apply_about       /apply                   accounts:apply_age            accounts:apply_age            accounts:apply_age            accounts:apply_age            accounts:apply_age            accounts:apply_age            accounts:apply_age            accounts:apply_age            accounts:apply_age            accounts:apply_age            accounts:apply_age            accounts:apply_age
accounts:apply_age                /apply/age               accounts:apply_about          accounts:apply_about          accounts:apply_about          accounts:apply_about          accounts:apply_about          accounts:apply_about          accounts:apply_about          accounts:apply_about          accounts:apply_about          accounts:apply_about          accounts:apply_about          accounts:apply_about
accounts:submit_apply_age         /apply/age               accounts:apply_about          accounts:apply_about          accounts:apply_about          accounts:apply_about          accounts:apply_about          accounts:apply_about          accounts:apply_about          accounts:apply_about          accounts:apply_about          accounts:apply_about          accounts:apply_about          accounts:apply_about
accounts:apply_relation           /apply/relation          accounts:apply_about          accounts:apply_about          accounts:apply_about          accounts:apply_about          accounts:apply_about          accounts:apply_about          accounts:apply_about          accounts:apply_about          accounts:apply_about          accounts:apply_about          accounts:apply_about          accounts:apply_about
accounts:submit_apply_relation    /apply/relation          accounts:apply_about          accounts:apply_about          accounts:apply_about          accounts:apply_about          accounts:apply_about          accounts:apply_about          accounts:apply_about          accounts:apply_about          accounts:apply_about          accounts:apply_about          accounts:apply_about          accounts:apply_about
accounts:apply_hope               /apply/hope              accounts:apply_about          accounts:apply_about          accounts:apply_about          accounts:apply_about          accounts:apply_about          accounts:apply_about          accounts:apply_about          accounts:apply_about          accounts:apply_about          accounts:apply_about          accounts:apply_about          accounts:apply_about
accounts:submit_apply_hope        /apply/hope              accounts:apply_about          accounts:apply_about          accounts:apply_about          accounts:apply_about          accounts:apply_about          accounts:apply_about          accounts:apply_about          accounts:apply_about          accounts:apply_about          accounts:apply_about          accounts:apply_about          accounts:apply_about
accounts:apply_elsewhere          /apply/elsewhere/younger 200                           200                           200                           200                           200                           200                           200                           200                           200                           200                           200                           200
accounts:apply_elsewhere          /apply/elsewhere/nobody  404                           404                           404                           404                           404                           404                           404                           404                           404                           404                           404                           404
accounts:application_code         /apply/code              200                           200                           200                           200                           200                           200                           200                           200                           200                           200                           accounts:application_own_page 200
accounts:application_submit_code  /apply/code              accounts:application_own_page accounts:application_own_page accounts:application_own_page accounts:application_own_page accounts:application_own_page accounts:application_own_page accounts:application_own_page accounts:application_own_page accounts:application_own_page accounts:application_own_page accounts:application_own_page accounts:application_own_page
accounts:application_close        /apply/leaving           accounts:signed_out           accounts:signed_out           accounts:signed_out           accounts:signed_out           accounts:signed_out           accounts:signed_out           accounts:signed_out           accounts:signed_out           accounts:signed_out           accounts:signed_out           accounts:signed_out           accounts:signed_out
accounts:application_own_page     /apply/mine              access_code                   access_code                   access_code                   access_code                   access_code                   access_code                   access_code                   access_code                   access_code                   access_code                   200                           access_code
accounts:application_new_code     /apply/receipt           access_code                   access_code                   access_code                   access_code                   access_code                   access_code                   access_code                   access_code                   access_code                   access_code                   accounts:application_own_page access_code
accounts:application_confirm_code /apply/receipt           access_code                   access_code                   access_code                   access_code                   access_code                   access_code                   access_code                   access_code                   access_code                   access_code                   accounts:application_own_page access_code
accounts:application_sentence     /apply/sentence          access_code                   access_code                   access_code                   access_code                   access_code                   access_code                   access_code                   access_code                   access_code                   access_code                   200                           access_code
accounts:application_use_sentence /apply/sentence          access_code                   access_code                   access_code                   access_code                   access_code                   access_code                   access_code                   access_code                   access_code                   access_code                   accounts:application_trial    access_code
accounts:application_trial        /apply/sentence/trial    access_code                   access_code                   access_code                   access_code                   access_code                   access_code                   access_code                   access_code                   access_code                   access_code                   accounts:application_sentence access_code
accounts:application_submit_trial /apply/sentence/trial    access_code                   access_code                   access_code                   access_code                   access_code                   access_code                   access_code                   access_code                   access_code                   access_code                   422                           access_code
accounts:answer_application       /apply/mine              access_code                   access_code                   access_code                   access_code                   access_code                   access_code                   access_code                   access_code                   access_code                   access_code                   accounts:application_own_page access_code
accounts:withdraw_application     /apply/mine/withdrawal   access_code                   access_code                   access_code                   access_code                   access_code                   access_code                   access_code                   access_code                   access_code                   access_code                   accounts:application_own_page access_code
accounts:enter_application /apply/mine/entering access_code access_code access_code access_code access_code access_code access_code access_code access_code access_code 409 access_code
accounts:join_admitted            /apply/mine/joining      access_code                   access_code                   access_code                   access_code                   access_code                   access_code                   access_code                   access_code                   access_code                   access_code                   409                           access_code

# Applications in the moderators' queue.
moderation:applications           /staff/applications                               staff_sign_in staff_sign_in staff_sign_in code       code       200                    200                    403 403 200                    staff_sign_in staff_sign_in
moderation:applications_from           /staff/applications/from/{day_cursor}                               staff_sign_in staff_sign_in staff_sign_in code       code       200                    200                    403 403 200                    staff_sign_in staff_sign_in
moderation:application            /staff/applications/{applied_received}            staff_sign_in staff_sign_in staff_sign_in code       code       200                    200                    403 403 200                    staff_sign_in staff_sign_in
moderation:application            /staff/applications/{applied_admitted}            staff_sign_in staff_sign_in staff_sign_in code       code       200                    200                    403 403 200                    staff_sign_in staff_sign_in
moderation:application            /staff/applications/{applied_withdrawn}           staff_sign_in staff_sign_in staff_sign_in code       code       200                    200                    403 403 200                    staff_sign_in staff_sign_in
moderation:decide_application     /staff/applications/{applied_received}/decisions  staff_sign_in staff_sign_in staff_sign_in code_asked code_asked moderation:queue       moderation:queue       403 403 moderation:queue       staff_sign_in staff_sign_in
moderation:decide_application     /staff/applications/{applied_answered}/decisions  staff_sign_in staff_sign_in staff_sign_in code_asked code_asked 409                    409                    403 403 409                    staff_sign_in staff_sign_in
moderation:decide_application     /staff/applications/{applied_declined}/decisions  staff_sign_in staff_sign_in staff_sign_in code_asked code_asked 409                    409                    403 403 409                    staff_sign_in staff_sign_in
moderation:decide_application     /staff/applications/{applied_admitted}/decisions  staff_sign_in staff_sign_in staff_sign_in code_asked code_asked 409                    409                    403 403 409                    staff_sign_in staff_sign_in
moderation:decide_application     /staff/applications/{applied_withdrawn}/decisions staff_sign_in staff_sign_in staff_sign_in code_asked code_asked 409                    409                    403 403 409                    staff_sign_in staff_sign_in
moderation:decide_application     /staff/applications/{applied_expired}/decisions   staff_sign_in staff_sign_in staff_sign_in code_asked code_asked 409                    409                    403 403 409                    staff_sign_in staff_sign_in
moderation:add_application_note   /staff/applications/{applied_received}/notes      staff_sign_in staff_sign_in staff_sign_in code_asked code_asked moderation:application moderation:application 403 403 moderation:application staff_sign_in staff_sign_in
moderation:add_application_note   /staff/applications/{applied_declined}/notes      staff_sign_in staff_sign_in staff_sign_in code_asked code_asked 403                    403                    403 403 403                    staff_sign_in staff_sign_in
moderation:renew_application_code /staff/applications/{applied_asked}/code          staff_sign_in staff_sign_in staff_sign_in code_asked code_asked 200                    200                    403 403 200                    staff_sign_in staff_sign_in
moderation:application_arrivals /staff/applications/latest staff_sign_in staff_sign_in staff_sign_in code code 200 200 403 403 200 staff_sign_in staff_sign_in
moderation:decline_many /staff/applications/latest staff_sign_in staff_sign_in staff_sign_in code_asked code_asked 422 422 403 403 422 staff_sign_in staff_sign_in

# Registering for a group: open to everyone. Rita holds the code of one that is on the waiting list.
groups:register_age              /register                 200                          200                          200                          200                          200                          200                          200                          200                          200                          200                          200                          200
groups:submit_age                /register                 groups:register_relation     groups:register_relation     groups:register_relation     groups:register_relation     groups:register_relation     groups:register_relation     groups:register_relation     groups:register_relation     groups:register_relation     groups:register_relation     groups:register_relation     groups:register_relation
groups:register_relation         /register/relation        groups:register_age          groups:register_age          groups:register_age          groups:register_age          groups:register_age          groups:register_age          groups:register_age          groups:register_age          groups:register_age          groups:register_age          groups:register_age          groups:register_age
groups:submit_relation           /register/relation        groups:register_age          groups:register_age          groups:register_age          groups:register_age          groups:register_age          groups:register_age          groups:register_age          groups:register_age          groups:register_age          groups:register_age          groups:register_age          groups:register_age
groups:register_format           /register/format          groups:register_age          groups:register_age          groups:register_age          groups:register_age          groups:register_age          groups:register_age          groups:register_age          groups:register_age          groups:register_age          groups:register_age          groups:register_age          groups:register_age
groups:submit_format             /register/format          groups:register_age          groups:register_age          groups:register_age          groups:register_age          groups:register_age          groups:register_age          groups:register_age          groups:register_age          groups:register_age          groups:register_age          groups:register_age          groups:register_age
groups:register_place            /register/place           groups:register_age          groups:register_age          groups:register_age          groups:register_age          groups:register_age          groups:register_age          groups:register_age          groups:register_age          groups:register_age          groups:register_age          groups:register_age          groups:register_age
groups:submit_place              /register/place           groups:register_age          groups:register_age          groups:register_age          groups:register_age          groups:register_age          groups:register_age          groups:register_age          groups:register_age          groups:register_age          groups:register_age          groups:register_age          groups:register_age
groups:register_times            /register/times           groups:register_age          groups:register_age          groups:register_age          groups:register_age          groups:register_age          groups:register_age          groups:register_age          groups:register_age          groups:register_age          groups:register_age          groups:register_age          groups:register_age
groups:submit_times              /register/times           groups:register_age          groups:register_age          groups:register_age          groups:register_age          groups:register_age          groups:register_age          groups:register_age          groups:register_age          groups:register_age          groups:register_age          groups:register_age          groups:register_age
groups:register_language         /register/language        groups:register_age          groups:register_age          groups:register_age          groups:register_age          groups:register_age          groups:register_age          groups:register_age          groups:register_age          groups:register_age          groups:register_age          groups:register_age          groups:register_age
groups:submit_language           /register/language        groups:register_age          groups:register_age          groups:register_age          groups:register_age          groups:register_age          groups:register_age          groups:register_age          groups:register_age          groups:register_age          groups:register_age          groups:register_age          groups:register_age
groups:register_name             /register/name            groups:register_age          groups:register_age          groups:register_age          groups:register_age          groups:register_age          groups:register_age          groups:register_age          groups:register_age          groups:register_age          groups:register_age          groups:register_age          groups:register_age
groups:submit_name               /register/name            groups:register_age          groups:register_age          groups:register_age          groups:register_age          groups:register_age          groups:register_age          groups:register_age          groups:register_age          groups:register_age          groups:register_age          groups:register_age          groups:register_age
groups:register_contact          /register/contact         groups:register_age          groups:register_age          groups:register_age          groups:register_age          groups:register_age          groups:register_age          groups:register_age          groups:register_age          groups:register_age          groups:register_age          groups:register_age          groups:register_age
groups:submit_contact            /register/contact         groups:register_age          groups:register_age          groups:register_age          groups:register_age          groups:register_age          groups:register_age          groups:register_age          groups:register_age          groups:register_age          groups:register_age          groups:register_age          groups:register_age
groups:register_circle           /register/circle          groups:register_age          groups:register_age          groups:register_age          groups:register_age          groups:register_age          groups:register_age          groups:register_age          groups:register_age          groups:register_age          groups:register_age          groups:register_age          groups:register_age
groups:submit_circle             /register/circle          groups:register_age          groups:register_age          groups:register_age          groups:register_age          groups:register_age          groups:register_age          groups:register_age          groups:register_age          groups:register_age          groups:register_age          groups:register_age          groups:register_age
groups:register_check            /register/check           groups:register_age          groups:register_age          groups:register_age          groups:register_age          groups:register_age          groups:register_age          groups:register_age          groups:register_age          groups:register_age          groups:register_age          groups:register_age          groups:register_age
groups:submit_registration       /register/check           groups:register_age          groups:register_age          groups:register_age          groups:register_age          groups:register_age          groups:register_age          groups:register_age          groups:register_age          groups:register_age          groups:register_age          groups:register_age          groups:register_age
groups:registration_code         /register/code            200                          200                          200                          200                          200                          200                          200                          200                          200                          200                          200                          groups:registration_own_page
groups:registration_submit_code  /register/code            groups:registration_own_page groups:registration_own_page groups:registration_own_page groups:registration_own_page groups:registration_own_page groups:registration_own_page groups:registration_own_page groups:registration_own_page groups:registration_own_page groups:registration_own_page groups:registration_own_page groups:registration_own_page
groups:registration_close        /register/leaving         accounts:signed_out          accounts:signed_out          accounts:signed_out          accounts:signed_out          accounts:signed_out          accounts:signed_out          accounts:signed_out          accounts:signed_out          accounts:signed_out          accounts:signed_out          accounts:signed_out          accounts:signed_out
groups:registration_own_page     /register/mine            access_code                  access_code                  access_code                  access_code                  access_code                  access_code                  access_code                  access_code                  access_code                  access_code                  access_code                  200
groups:registration_new_code     /register/receipt         access_code                  access_code                  access_code                  access_code                  access_code                  access_code                  access_code                  access_code                  access_code                  access_code                  access_code                  groups:registration_own_page
groups:registration_confirm_code /register/receipt         access_code                  access_code                  access_code                  access_code                  access_code                  access_code                  access_code                  access_code                  access_code                  access_code                  access_code                  groups:registration_own_page
groups:registration_sentence     /register/sentence        access_code                  access_code                  access_code                  access_code                  access_code                  access_code                  access_code                  access_code                  access_code                  access_code                  access_code                  200
groups:registration_use_sentence /register/sentence        access_code                  access_code                  access_code                  access_code                  access_code                  access_code                  access_code                  access_code                  access_code                  access_code                  access_code                  groups:registration_trial
groups:registration_trial        /register/sentence/trial  access_code                  access_code                  access_code                  access_code                  access_code                  access_code                  access_code                  access_code                  access_code                  access_code                  access_code                  groups:registration_sentence
groups:registration_submit_trial /register/sentence/trial  access_code                  access_code                  access_code                  access_code                  access_code                  access_code                  access_code                  access_code                  access_code                  access_code                  access_code                  422
groups:pause_registration        /register/mine/pause      access_code                  access_code                  access_code                  access_code                  access_code                  access_code                  access_code                  access_code                  access_code                  access_code                  access_code                  groups:registration_own_page
groups:resume_registration       /register/mine/return     access_code                  access_code                  access_code                  access_code                  access_code                  access_code                  access_code                  access_code                  access_code                  access_code                  access_code                  409
groups:withdraw_registration     /register/mine/withdrawal access_code                  access_code                  access_code                  access_code                  access_code                  access_code                  access_code                  access_code                  access_code                  access_code                  access_code                  groups:registration_own_page
groups:report_bereavement              /register/mine/loss       access_code                  access_code                  access_code                  access_code                  access_code                  access_code                  access_code                  access_code                  access_code                  access_code                  access_code                  groups:registration_own_page
groups:erase_registration        /register/mine/erasure    access_code                  access_code                  access_code                  access_code                  access_code                  access_code                  access_code                  access_code                  access_code                  access_code                  access_code                  groups:register_age
groups:enter_registration /register/mine/entering access_code access_code access_code access_code access_code access_code access_code access_code access_code access_code access_code 409

# The waiting list: the coordinator sees all, a facilitator the people assigned to them.
groups:waiting_list            /staff/waiting-list                                staff_sign_in staff_sign_in staff_sign_in code       code       403 403 200 200                 200                 staff_sign_in staff_sign_in
groups:waiting_list_from /staff/waiting-list/from/{waiting_cursor} staff_sign_in staff_sign_in staff_sign_in code code 403 403 200 200 200 staff_sign_in staff_sign_in
groups:waiting_list_from /staff/waiting-list/from/{cursor} staff_sign_in staff_sign_in staff_sign_in code code 403 403 404 404 404 staff_sign_in staff_sign_in
groups:new_registration        /staff/registrations/new                           staff_sign_in staff_sign_in staff_sign_in code       code       403 403 200 200                 200                 staff_sign_in staff_sign_in
groups:register_caller         /staff/registrations/new                           staff_sign_in staff_sign_in staff_sign_in code_asked code_asked 403 403 200 200                 200                 staff_sign_in staff_sign_in
groups:registration            /staff/registrations/{registered_finn}             staff_sign_in staff_sign_in staff_sign_in code       code       403 403 200 200                 200                 staff_sign_in staff_sign_in
groups:registration            /staff/registrations/{registered_pool}             staff_sign_in staff_sign_in staff_sign_in code       code       403 403 404 200                 200                 staff_sign_in staff_sign_in
groups:registration            /staff/registrations/{registered_erased}           staff_sign_in staff_sign_in staff_sign_in code       code       403 403 404 404                 404                 staff_sign_in staff_sign_in
groups:record_intake           /staff/registrations/{registered_finn}/intake      staff_sign_in staff_sign_in staff_sign_in code_asked code_asked 403 403 409 409                 409                 staff_sign_in staff_sign_in
groups:record_intake           /staff/registrations/{registered_received}/intake  staff_sign_in staff_sign_in staff_sign_in code_asked code_asked 403 403 404 groups:registration groups:registration staff_sign_in staff_sign_in
groups:end_registration        /staff/registrations/{registered_received}/ending  staff_sign_in staff_sign_in staff_sign_in code_asked code_asked 403 403 404 groups:waiting_list groups:waiting_list staff_sign_in staff_sign_in
groups:end_registration        /staff/registrations/{registered_withdrawn}/ending staff_sign_in staff_sign_in staff_sign_in code_asked code_asked 403 403 404 409                 409                 staff_sign_in staff_sign_in
groups:assign_registration     /staff/registrations/{registered_pool}/facilitator staff_sign_in staff_sign_in staff_sign_in code_asked code_asked 403 403 403 groups:registration groups:registration staff_sign_in staff_sign_in
groups:reveal_contact          /staff/registrations/{registered_finn}/contact     staff_sign_in staff_sign_in staff_sign_in code_asked code_asked 403 403 200 200                 200                 staff_sign_in staff_sign_in
groups:reveal_contact          /staff/registrations/{registered_pool}/contact     staff_sign_in staff_sign_in staff_sign_in code_asked code_asked 403 403 404 200                 200                 staff_sign_in staff_sign_in
groups:renew_registration_code /staff/registrations/{registered_finn}/code        staff_sign_in staff_sign_in staff_sign_in code_asked code_asked 403 403 200 200                 200                 staff_sign_in staff_sign_in

# By code: a seat. Rita has none yet, so there is nothing to answer.
groups:answer_offer           /register/mine/offer                         access_code access_code access_code access_code access_code access_code access_code access_code access_code access_code access_code 409
groups:accept_agreements      /register/mine/agreements                    access_code access_code access_code access_code access_code access_code access_code access_code access_code access_code access_code 409
groups:give_up_seat           /register/mine/release                       access_code access_code access_code access_code access_code access_code access_code access_code access_code access_code access_code 409
groups:leave_group            /register/mine/departure                     access_code access_code access_code access_code access_code access_code access_code access_code access_code access_code access_code 409
groups:rejoin_waiting_list    /register/mine/re-entry                      access_code access_code access_code access_code access_code access_code access_code access_code access_code access_code access_code 409
groups:own_answers            /register/mine/answers                       access_code access_code access_code access_code access_code access_code access_code access_code access_code access_code access_code 200
groups:change_answers         /register/mine/answers                       access_code access_code access_code access_code access_code access_code access_code access_code access_code access_code access_code groups:registration_own_page
groups:calendar               /register/mine/agenda                        access_code access_code access_code access_code access_code access_code access_code access_code access_code access_code access_code 404
groups:calendar_cancellations /register/mine/agenda/cancellations          access_code access_code access_code access_code access_code access_code access_code access_code access_code access_code access_code 404
groups:own_room               /register/mine/room/{group_session}          access_code access_code access_code access_code access_code access_code access_code access_code access_code access_code access_code 404
groups:own_rsvp               /register/mine/sessions/{group_session}/rsvp access_code access_code access_code access_code access_code access_code access_code access_code access_code access_code access_code 404

# More of the waiting list: parts of it, and what is recorded about somebody.
groups:filtered_waiting_list /staff/waiting-list/{chosen_list}                       staff_sign_in staff_sign_in staff_sign_in code       code       403 403 404                 200                 404                 staff_sign_in staff_sign_in
groups:waiting_overview /staff/waiting-list/overview staff_sign_in staff_sign_in staff_sign_in code code 403 403 200 200 200 staff_sign_in staff_sign_in
groups:filtered_waiting_overview /staff/waiting-list/{chosen_list}/overview staff_sign_in staff_sign_in staff_sign_in code code 403 403 404 200 404 staff_sign_in staff_sign_in
groups:filtered_waiting_list_from /staff/waiting-list/{chosen_list}/from/{waiting_cursor} staff_sign_in staff_sign_in staff_sign_in code code 403 403 404 200 404 staff_sign_in staff_sign_in
groups:filter_waiting_list   /staff/waiting-list                                     staff_sign_in staff_sign_in staff_sign_in code       code       403 403 groups:waiting_list groups:waiting_list groups:waiting_list staff_sign_in staff_sign_in
groups:arrivals /staff/arrivals staff_sign_in staff_sign_in staff_sign_in code code 403 403 403 200 200 staff_sign_in staff_sign_in
groups:end_many /staff/arrivals staff_sign_in staff_sign_in staff_sign_in code_asked code_asked 403 403 403 422 422 staff_sign_in staff_sign_in
groups:record_intake_notes   /staff/registrations/{registered_finn}/intake-notes     staff_sign_in staff_sign_in staff_sign_in code_asked code_asked 403 403 groups:registration groups:registration groups:registration staff_sign_in staff_sign_in
groups:record_intake_notes   /staff/registrations/{registered_pool}/intake-notes     staff_sign_in staff_sign_in staff_sign_in code_asked code_asked 403 403 404                 groups:registration groups:registration staff_sign_in staff_sign_in
groups:set_priority          /staff/registrations/{registered_finn}/priority         staff_sign_in staff_sign_in staff_sign_in code_asked code_asked 403 403 403                 groups:registration groups:registration staff_sign_in staff_sign_in
groups:pair                  /staff/registrations/{registered_finn}/pairings         staff_sign_in staff_sign_in staff_sign_in code_asked code_asked 403 403 403                 groups:registration groups:registration staff_sign_in staff_sign_in
groups:pairing_choices /staff/registrations/{registered_finn}/pairings staff_sign_in staff_sign_in staff_sign_in code code 403 403 403 200 200 staff_sign_in staff_sign_in
groups:pairing_choices_from /staff/registrations/{registered_finn}/pairings/from/{people_cursor} staff_sign_in staff_sign_in staff_sign_in code code 403 403 403 200 200 staff_sign_in staff_sign_in
groups:search_pairing_choices /staff/registrations/{registered_finn}/pairings/named staff_sign_in staff_sign_in staff_sign_in code code 403 403 403 groups:pairing_choices groups:pairing_choices staff_sign_in staff_sign_in
groups:found_pairing_choices /staff/registrations/{registered_finn}/pairings/named/{chosen_pairings} staff_sign_in staff_sign_in staff_sign_in code code 403 403 403 200 404 staff_sign_in staff_sign_in
groups:found_pairing_choices_from /staff/registrations/{registered_finn}/pairings/named/{chosen_pairings}/from/{people_cursor} staff_sign_in staff_sign_in staff_sign_in code code 403 403 403 200 404 staff_sign_in staff_sign_in
groups:unpair                /staff/registrations/{registered_finn}/pairings/removal staff_sign_in staff_sign_in staff_sign_in code_asked code_asked 403 403 403                 groups:registration groups:registration staff_sign_in staff_sign_in
groups:answer_offer_for      /staff/registrations/{registered_offered}/offer-answer  staff_sign_in staff_sign_in staff_sign_in code_asked code_asked 403 403 404                 groups:registration groups:registration staff_sign_in staff_sign_in
groups:answer_offer_for      /staff/registrations/{registered_in_group}/offer-answer staff_sign_in staff_sign_in staff_sign_in code_asked code_asked 403 403 groups:registration groups:registration groups:registration staff_sign_in staff_sign_in
groups:accept_agreements_for /staff/registrations/{registered_in_group}/agreements   staff_sign_in staff_sign_in staff_sign_in code_asked code_asked 403 403 groups:registration groups:registration groups:registration staff_sign_in staff_sign_in
groups:accept_agreements_for /staff/registrations/{registered_placed}/agreements     staff_sign_in staff_sign_in staff_sign_in code_asked code_asked 403 403 404                 groups:registration groups:registration staff_sign_in staff_sign_in
groups:leave_group_for       /staff/registrations/{registered_active}/departure      staff_sign_in staff_sign_in staff_sign_in code_asked code_asked 403 403 404                 groups:registration groups:registration staff_sign_in staff_sign_in
groups:leave_group_for       /staff/registrations/{registered_in_group}/departure    staff_sign_in staff_sign_in staff_sign_in code_asked code_asked 403 403 409                 409                 409                 staff_sign_in staff_sign_in
groups:separate              /staff/registrations/{registered_in_group}/separation   staff_sign_in staff_sign_in staff_sign_in code_asked code_asked 403 403 groups:registration groups:registration groups:registration staff_sign_in staff_sign_in
groups:separate              /staff/registrations/{registered_placed}/separation     staff_sign_in staff_sign_in staff_sign_in code_asked code_asked 403 403 404                 groups:registration groups:registration staff_sign_in staff_sign_in

# Groups: the coordinator plans all, Finn leads one.
groups:groups              /staff/groups                                         staff_sign_in staff_sign_in staff_sign_in code       code       403 403 200            200            200            staff_sign_in staff_sign_in
groups:groups_from /staff/groups/from/{group_cursor} staff_sign_in staff_sign_in staff_sign_in code code 403 403 200 200 200 staff_sign_in staff_sign_in
groups:new_group           /staff/groups/new                                     staff_sign_in staff_sign_in staff_sign_in code       code       403 403 403            200            200            staff_sign_in staff_sign_in
groups:create_group        /staff/groups/new                                     staff_sign_in staff_sign_in staff_sign_in code_asked code_asked 403 403 403            groups:group   groups:group   staff_sign_in staff_sign_in
groups:group               /staff/groups/{group}                                 staff_sign_in staff_sign_in staff_sign_in code       code       403 403 200            200            200            staff_sign_in staff_sign_in
groups:group               /staff/groups/{other_group}                           staff_sign_in staff_sign_in staff_sign_in code       code       403 403 404            200            200            staff_sign_in staff_sign_in
groups:edit_group          /staff/groups/{group}/change                          staff_sign_in staff_sign_in staff_sign_in code       code       403 403 403            200            200            staff_sign_in staff_sign_in
groups:change_group        /staff/groups/{group}/change                          staff_sign_in staff_sign_in staff_sign_in code_asked code_asked 403 403 403            groups:group   groups:group   staff_sign_in staff_sign_in
groups:plan_sessions       /staff/groups/{group}/sessions                        staff_sign_in staff_sign_in staff_sign_in code_asked code_asked 403 403 groups:group   groups:group   groups:group   staff_sign_in staff_sign_in
groups:plan_sessions       /staff/groups/{other_group}/sessions                  staff_sign_in staff_sign_in staff_sign_in code_asked code_asked 403 403 404            groups:group   groups:group   staff_sign_in staff_sign_in
groups:start_recruiting    /staff/groups/{draft_group}/recruitment               staff_sign_in staff_sign_in staff_sign_in code_asked code_asked 403 403 403            groups:group   groups:group   staff_sign_in staff_sign_in
groups:confirm_group       /staff/groups/{group}/confirmation                    staff_sign_in staff_sign_in staff_sign_in code_asked code_asked 403 403 403            409            409            staff_sign_in staff_sign_in
groups:finish_group        /staff/groups/{group}/finish                          staff_sign_in staff_sign_in staff_sign_in code_asked code_asked 403 403 409            409            409            staff_sign_in staff_sign_in
groups:finish_group        /staff/groups/{other_group}/finish                    staff_sign_in staff_sign_in staff_sign_in code_asked code_asked 403 403 404            409            409            staff_sign_in staff_sign_in
groups:cancel_group        /staff/groups/{group}/cancellation                    staff_sign_in staff_sign_in staff_sign_in code_asked code_asked 403 403 403            groups:group   groups:group   staff_sign_in staff_sign_in
groups:seat_candidates     /staff/groups/{group}/candidates                      staff_sign_in staff_sign_in staff_sign_in code       code       403 403 403            200            200            staff_sign_in staff_sign_in
groups:seat_candidates_from /staff/groups/{group}/candidates/from/{candidate_cursor} staff_sign_in staff_sign_in staff_sign_in code code 403 403 403 200 200 staff_sign_in staff_sign_in
groups:offer_seats         /staff/groups/{group}/candidates                      staff_sign_in staff_sign_in staff_sign_in code_asked code_asked 403 403 403            422            422            staff_sign_in staff_sign_in
groups:session             /staff/sessions/{group_session}                       staff_sign_in staff_sign_in staff_sign_in code       code       403 403 200            200            200            staff_sign_in staff_sign_in
groups:session             /staff/sessions/{other_group_session}                 staff_sign_in staff_sign_in staff_sign_in code       code       403 403 404            200            200            staff_sign_in staff_sign_in
groups:set_session_details /staff/sessions/{group_session}/details               staff_sign_in staff_sign_in staff_sign_in code_asked code_asked 403 403 groups:session groups:session groups:session staff_sign_in staff_sign_in
groups:set_session_details /staff/sessions/{other_group_session}/details         staff_sign_in staff_sign_in staff_sign_in code_asked code_asked 403 403 404            groups:session groups:session staff_sign_in staff_sign_in
groups:move_session        /staff/sessions/{group_session}/move                  staff_sign_in staff_sign_in staff_sign_in code_asked code_asked 403 403 groups:session groups:session groups:session staff_sign_in staff_sign_in
groups:move_session        /staff/sessions/{other_group_session}/move            staff_sign_in staff_sign_in staff_sign_in code_asked code_asked 403 403 404            groups:session groups:session staff_sign_in staff_sign_in
groups:cancel_session      /staff/sessions/{group_session}/cancellation          staff_sign_in staff_sign_in staff_sign_in code_asked code_asked 403 403 groups:group   groups:group   groups:group   staff_sign_in staff_sign_in
groups:cancel_session      /staff/sessions/{other_group_session}/cancellation    staff_sign_in staff_sign_in staff_sign_in code_asked code_asked 403 403 404            groups:group   groups:group   staff_sign_in staff_sign_in
groups:mark_attendance     /staff/sessions/{group_session_over}/attendance       staff_sign_in staff_sign_in staff_sign_in code_asked code_asked 403 403 groups:session groups:session groups:session staff_sign_in staff_sign_in
groups:mark_attendance     /staff/sessions/{other_group_session_over}/attendance staff_sign_in staff_sign_in staff_sign_in code_asked code_asked 403 403 404            409            409            staff_sign_in staff_sign_in
groups:record_rsvp         /staff/sessions/{group_session}/rsvp                  staff_sign_in staff_sign_in staff_sign_in code_asked code_asked 403 403 groups:session groups:session groups:session staff_sign_in staff_sign_in
groups:record_rsvp         /staff/sessions/{other_group_session}/rsvp            staff_sign_in staff_sign_in staff_sign_in code_asked code_asked 403 403 404            409            409            staff_sign_in staff_sign_in
groups:record_session_held /staff/sessions/{group_session_over}/held             staff_sign_in staff_sign_in staff_sign_in code_asked code_asked 403 403 groups:session groups:session groups:session staff_sign_in staff_sign_in
groups:record_session_held /staff/sessions/{other_group_session_over}/held       staff_sign_in staff_sign_in staff_sign_in code_asked code_asked 403 403 404            groups:session groups:session staff_sign_in staff_sign_in
groups:session_room        /staff/sessions/{group_session}/room                  staff_sign_in staff_sign_in staff_sign_in code       code       403 403 404            404            404            staff_sign_in staff_sign_in

# A facilitator's days.
groups:week                     /staff/week                                               staff_sign_in staff_sign_in staff_sign_in code        code        403         403         200                 200                 200                 staff_sign_in staff_sign_in
groups:week_of                  /staff/week/2026-12-01                                    staff_sign_in staff_sign_in staff_sign_in code        code        403         403         200                 200                 200                 staff_sign_in staff_sign_in
groups:unread /staff/unread staff_sign_in staff_sign_in staff_sign_in code code 403 403 200 200 200 staff_sign_in staff_sign_in
groups:unread_from /staff/unread/from/{people_cursor} staff_sign_in staff_sign_in staff_sign_in code code 403 403 200 200 200 staff_sign_in staff_sign_in
groups:open_conversations /staff/conversations staff_sign_in staff_sign_in staff_sign_in code code 403 403 200 200 200 staff_sign_in staff_sign_in
groups:open_conversations_from /staff/conversations/from/{people_cursor} staff_sign_in staff_sign_in staff_sign_in code code 403 403 200 200 200 staff_sign_in staff_sign_in
groups:contact_tasks /staff/contact-tasks staff_sign_in staff_sign_in staff_sign_in code code 403 403 200 200 200 staff_sign_in staff_sign_in
groups:contact_tasks_from /staff/contact-tasks/from/{task_cursor} staff_sign_in staff_sign_in staff_sign_in code code 403 403 200 200 200 staff_sign_in staff_sign_in
groups:mark_task_done           /staff/contact-tasks/{contact_task}                       staff_sign_in staff_sign_in staff_sign_in code_asked  code_asked  403         403         groups:week         groups:week         groups:week         staff_sign_in staff_sign_in
groups:hours                    /staff/hours                                              staff_sign_in staff_sign_in staff_sign_in code        code        403         403         200                 403                 403                 staff_sign_in staff_sign_in
groups:set_weekly_hours         /staff/hours                                              staff_sign_in staff_sign_in staff_sign_in code_asked  code_asked  403         403         groups:hours        403                 403                 staff_sign_in staff_sign_in
groups:own_conversation         /register/mine/conversation                               access_code   access_code   access_code   access_code access_code access_code access_code access_code         access_code         access_code         access_code   200
groups:own_conversation_by      /register/mine/conversation/by/phone                      access_code   access_code   access_code   access_code access_code access_code access_code access_code         access_code         access_code         access_code   200
groups:own_conversation_room    /register/mine/conversation/room                          access_code   access_code   access_code   access_code access_code access_code access_code access_code         access_code         access_code         access_code   404
groups:choose_slot              /register/mine/conversation                               access_code   access_code   access_code   access_code access_code access_code access_code access_code         access_code         access_code         access_code   422
groups:release_own_slot         /register/mine/conversation/release                       access_code   access_code   access_code   access_code access_code access_code access_code access_code         access_code         access_code         access_code   409
groups:decline_conversation     /register/mine/conversation/decline                       access_code   access_code   access_code   access_code access_code access_code access_code access_code         access_code         access_code         access_code   groups:registration_own_page
groups:conversation             /staff/conversations/{conversation}                       staff_sign_in staff_sign_in staff_sign_in code        code        403         403         200                 200                 200                 staff_sign_in staff_sign_in
groups:conversation             /staff/conversations/{other_conversation}                 staff_sign_in staff_sign_in staff_sign_in code        code        403         403         404                 200                 200                 staff_sign_in staff_sign_in
groups:reveal_number            /staff/conversations/{conversation}/number                staff_sign_in staff_sign_in staff_sign_in code_asked  code_asked  403         403         403                 403                 403                 staff_sign_in staff_sign_in
groups:reveal_number            /staff/conversations/{other_conversation}/number          staff_sign_in staff_sign_in staff_sign_in code_asked  code_asked  403         403         404                 403                 403                 staff_sign_in staff_sign_in
groups:book_slot                /staff/conversations/{conversation}/slot                  staff_sign_in staff_sign_in staff_sign_in code_asked  code_asked  403         403         groups:conversation groups:conversation groups:conversation staff_sign_in staff_sign_in
groups:release_slot             /staff/conversations/{conversation}/release               staff_sign_in staff_sign_in staff_sign_in code_asked  code_asked  403         403         groups:conversation groups:conversation groups:conversation staff_sign_in staff_sign_in
groups:record_no_answer         /staff/conversations/{conversation}/no-answer             staff_sign_in staff_sign_in staff_sign_in code_asked  code_asked  403         403         409                 409                 409                 staff_sign_in staff_sign_in
groups:record_staff_absence     /staff/conversations/{conversation}/staff-absence         staff_sign_in staff_sign_in staff_sign_in code_asked  code_asked  403         403         groups:conversation groups:conversation groups:conversation staff_sign_in staff_sign_in
groups:record_conversation_held /staff/conversations/{conversation}/held                  staff_sign_in staff_sign_in staff_sign_in code_asked  code_asked  403         403         groups:registration groups:registration groups:registration staff_sign_in staff_sign_in
groups:correct_outcome          /staff/conversations/{conversation}/outcome               staff_sign_in staff_sign_in staff_sign_in code_asked  code_asked  403         403         409                 409                 409                 staff_sign_in staff_sign_in
groups:conversation_room        /staff/conversations/{conversation}/room                  staff_sign_in staff_sign_in staff_sign_in code        code        403         403         404                 404                 404                 staff_sign_in staff_sign_in
groups:request_conversation     /register/mine/conversation/request                       access_code   access_code   access_code   access_code access_code access_code access_code access_code         access_code         access_code         access_code   409
groups:plan_conversation        /staff/registrations/{registered_pool}/conversations      staff_sign_in staff_sign_in staff_sign_in code_asked  code_asked  403         403         404                 422                 422                 staff_sign_in staff_sign_in
groups:begin_preparation        /staff/registrations/{registered_pool}/preparation        staff_sign_in staff_sign_in staff_sign_in code_asked  code_asked  403         403         404                 groups:registration groups:registration staff_sign_in staff_sign_in
groups:begin_preparation        /staff/registrations/{registered_in_group}/preparation    staff_sign_in staff_sign_in staff_sign_in code_asked  code_asked  403         403         409                 409                 409                 staff_sign_in staff_sign_in
groups:set_goal                 /staff/registrations/{registered_pool}/preparation/goal   staff_sign_in staff_sign_in staff_sign_in code_asked  code_asked  403         403         404                 409                 409                 staff_sign_in staff_sign_in
groups:end_preparation          /staff/registrations/{registered_finn}/preparation/ending staff_sign_in staff_sign_in staff_sign_in code_asked  code_asked  403         403         409                 409                 409                 staff_sign_in staff_sign_in
groups:set_own_goal             /register/mine/goal                                       access_code   access_code   access_code   access_code access_code access_code access_code access_code         access_code         access_code         access_code   409
groups:answer_aftercare         /staff/registrations/{registered_completed}/aftercare     staff_sign_in staff_sign_in staff_sign_in code_asked  code_asked  403         403         404                 groups:registration groups:registration staff_sign_in staff_sign_in
groups:answer_aftercare         /staff/registrations/{registered_in_group}/aftercare      staff_sign_in staff_sign_in staff_sign_in code_asked  code_asked  403         403         409                 409                 409                 staff_sign_in staff_sign_in
groups:answer_own_aftercare     /register/mine/aftercare                                  access_code   access_code   access_code   access_code access_code access_code access_code access_code         access_code         access_code         access_code   409
groups:plan_conversation        /staff/registrations/{registered_in_group}/conversations  staff_sign_in staff_sign_in staff_sign_in code_asked  code_asked  403         403         422                 422                 422                 staff_sign_in staff_sign_in
groups:book_slot                /staff/conversations/{other_conversation}/slot            staff_sign_in staff_sign_in staff_sign_in code_asked  code_asked  403         403         404                 groups:conversation groups:conversation staff_sign_in staff_sign_in
groups:release_slot             /staff/conversations/{other_conversation}/release         staff_sign_in staff_sign_in staff_sign_in code_asked  code_asked  403         403         404                 409                 409                 staff_sign_in staff_sign_in
groups:add_hours_exception      /staff/hours/exceptions                                   staff_sign_in staff_sign_in staff_sign_in code_asked  code_asked  403         403         groups:hours        403                 403                 staff_sign_in staff_sign_in
groups:remove_hours_exception   /staff/hours/exceptions/{hours_exception}                 staff_sign_in staff_sign_in staff_sign_in code_asked  code_asked  403         403         groups:hours        403                 403                 staff_sign_in staff_sign_in
groups:set_work_preferences     /staff/hours/preferences                                  staff_sign_in staff_sign_in staff_sign_in code_asked  code_asked  403         403         groups:hours        403                 403                 staff_sign_in staff_sign_in
groups:create_feed              /staff/hours/feed                                         staff_sign_in staff_sign_in staff_sign_in code_asked  code_asked  403         403         200                 403                 403                 staff_sign_in staff_sign_in
groups:revoke_feed              /staff/hours/feed/revocation                              staff_sign_in staff_sign_in staff_sign_in code_asked  code_asked  403         403         groups:hours        403                 403                 staff_sign_in staff_sign_in
groups:feed                     /agenda/none                                              404           404           404           404         404         404         404         404                 404                 404                 404           404
scheduler:index                 /staff/scheduler                                          staff_sign_in staff_sign_in staff_sign_in code        code        403         403         403                 200                 200                 staff_sign_in staff_sign_in
scheduler:failed_letters        /staff/scheduler/letters                                  staff_sign_in staff_sign_in staff_sign_in code        code        403         403         403                 200                 200                 staff_sign_in staff_sign_in
scheduler:send_letters_again    /staff/scheduler/letters                                  staff_sign_in staff_sign_in staff_sign_in code_asked  code_asked  403         403         403                 scheduler:failed_letters scheduler:failed_letters staff_sign_in staff_sign_in

# Duty: the rota, and admissions in busy times. Referral places. The workload.
moderation:duty               /staff/duty                                       staff_sign_in staff_sign_in staff_sign_in code        code        200                  200                  403                    200                    200                    staff_sign_in staff_sign_in
moderation:duty_week          /staff/duty/{duty_day}                            staff_sign_in staff_sign_in staff_sign_in code        code        200                  200                  403                    200                    200                    staff_sign_in staff_sign_in
moderation:assign_turn        /staff/duty/turns                                 staff_sign_in staff_sign_in staff_sign_in code_asked  code_asked  moderation:duty_week moderation:duty_week 403                    moderation:duty_week   moderation:duty_week   staff_sign_in staff_sign_in
moderation:release_turn       /staff/duty/turns/{turn}/release                  staff_sign_in staff_sign_in staff_sign_in code_asked  code_asked  moderation:duty_week 403                  403                    moderation:duty_week   moderation:duty_week   staff_sign_in staff_sign_in
moderation:copy_previous_week /staff/duty/{duty_day}/repeats                    staff_sign_in staff_sign_in staff_sign_in code_asked  code_asked  403                  403                  403                    moderation:duty_week   moderation:duty_week   staff_sign_in staff_sign_in
moderation:close_admissions   /staff/admissions                                 staff_sign_in staff_sign_in staff_sign_in code_asked  code_asked  moderation:duty      moderation:duty      403                    moderation:duty        moderation:duty        staff_sign_in staff_sign_in
moderation:reopen_admissions  /staff/admissions/reopening                       staff_sign_in staff_sign_in staff_sign_in code_asked  code_asked  moderation:duty      moderation:duty      403                    moderation:duty        moderation:duty        staff_sign_in staff_sign_in
groups:referral_places        /staff/referrals                                  staff_sign_in staff_sign_in staff_sign_in code        code        200                  200                  200                    200                    200                    staff_sign_in staff_sign_in
groups:new_referral_place     /staff/referrals/new                              staff_sign_in staff_sign_in staff_sign_in code        code        403                  403                  200                    200                    200                    staff_sign_in staff_sign_in
groups:add_referral_place     /staff/referrals/new                              staff_sign_in staff_sign_in staff_sign_in code_asked  code_asked  403                  403                  groups:referral_places groups:referral_places groups:referral_places staff_sign_in staff_sign_in
groups:referral_place         /staff/referrals/{place}                          staff_sign_in staff_sign_in staff_sign_in code        code        403                  403                  200                    200                    200                    staff_sign_in staff_sign_in
groups:change_referral_place  /staff/referrals/{place}                          staff_sign_in staff_sign_in staff_sign_in code_asked  code_asked  403                  403                  groups:referral_places groups:referral_places groups:referral_places staff_sign_in staff_sign_in
groups:remove_referral_place  /staff/referrals/{place}/removal                  staff_sign_in staff_sign_in staff_sign_in code_asked  code_asked  403                  403                  groups:referral_places groups:referral_places groups:referral_places staff_sign_in staff_sign_in
groups:workload               /staff/workload                                   staff_sign_in staff_sign_in staff_sign_in code        code        403                  403                  403                    200                    200                    staff_sign_in staff_sign_in
groups:own_preparation        /register/mine/preparation                        access_code   access_code   access_code   access_code access_code access_code          access_code          access_code            access_code            access_code            access_code   200
groups:record_bereavement           /staff/registrations/{registered_pool}/death      staff_sign_in staff_sign_in staff_sign_in code_asked  code_asked  403                  403                  404                    groups:registration    groups:registration    staff_sign_in staff_sign_in
groups:record_bereavement           /staff/registrations/{registered_in_group}/death  staff_sign_in staff_sign_in staff_sign_in code_asked  code_asked  403                  403                  groups:registration    groups:registration    groups:registration    staff_sign_in staff_sign_in
groups:record_bereavement           /staff/registrations/{registered_withdrawn}/death staff_sign_in staff_sign_in staff_sign_in code_asked  code_asked  403                  403                  404                    409                    409                    staff_sign_in staff_sign_in

# Messages behind the code, feedback, handover and cover, copies.
groups:own_messages       /register/mine/messages                              access_code   access_code   access_code   access_code access_code access_code access_code access_code     access_code     access_code     access_code   200
groups:send_message       /register/mine/messages                              access_code   access_code   access_code   access_code access_code access_code access_code access_code     access_code     access_code     access_code   groups:own_messages
groups:feedback_form      /register/mine/feedback                              access_code   access_code   access_code   access_code access_code access_code access_code access_code     access_code     access_code     access_code   409
groups:give_feedback      /register/mine/feedback                              access_code   access_code   access_code   access_code access_code access_code access_code access_code     access_code     access_code     access_code   409
groups:messages           /staff/registrations/{registered_finn}/messages      staff_sign_in staff_sign_in staff_sign_in code        code        403         403         200             403             403             staff_sign_in staff_sign_in
groups:messages           /staff/registrations/{registered_pool}/messages      staff_sign_in staff_sign_in staff_sign_in code        code        403         403         404             200             200             staff_sign_in staff_sign_in
groups:reply              /staff/registrations/{registered_finn}/messages      staff_sign_in staff_sign_in staff_sign_in code_asked  code_asked  403         403         groups:messages 403             403             staff_sign_in staff_sign_in
groups:reply              /staff/registrations/{registered_pool}/messages      staff_sign_in staff_sign_in staff_sign_in code_asked  code_asked  403         403         404             groups:messages groups:messages staff_sign_in staff_sign_in
groups:mark_messages_read /staff/registrations/{registered_finn}/messages/read staff_sign_in staff_sign_in staff_sign_in code_asked  code_asked  403         403         groups:week     403             403             staff_sign_in staff_sign_in
groups:mark_messages_read /staff/registrations/{registered_pool}/messages/read staff_sign_in staff_sign_in staff_sign_in code_asked  code_asked  403         403         404             groups:week     groups:week     staff_sign_in staff_sign_in
groups:feedback           /staff/feedback                                      staff_sign_in staff_sign_in staff_sign_in code        code        403         403         403             200             200             staff_sign_in staff_sign_in
groups:feedback_from /staff/feedback/from/{day_cursor} staff_sign_in staff_sign_in staff_sign_in code code 403 403 403 200 200 staff_sign_in staff_sign_in
groups:handover           /staff/handover                                      staff_sign_in staff_sign_in staff_sign_in code        code        403         403         200             200             200             staff_sign_in staff_sign_in
groups:set_cover          /staff/handover/{staff_finn}/cover                   staff_sign_in staff_sign_in staff_sign_in code_asked  code_asked  403         403         403             groups:handover groups:handover staff_sign_in staff_sign_in
groups:preview_handover   /staff/handover/{staff_finn}/to/{staff_fien}         staff_sign_in staff_sign_in staff_sign_in code        code        403         403         200             200             200             staff_sign_in staff_sign_in
groups:preview_handover   /staff/handover/{staff_fien}/to/{staff_finn}         staff_sign_in staff_sign_in staff_sign_in code        code        403         403         403             200             200             staff_sign_in staff_sign_in
groups:hand_over          /staff/handover/{staff_finn}                         staff_sign_in staff_sign_in staff_sign_in code_asked  code_asked  403         403         groups:handover groups:handover groups:handover staff_sign_in staff_sign_in
groups:copies             /staff/copies                                        staff_sign_in staff_sign_in staff_sign_in code        code        403         403         200             200             200             staff_sign_in staff_sign_in
groups:request_copy       /staff/registrations/{registered_finn}/copies        staff_sign_in staff_sign_in staff_sign_in code_asked  code_asked  403         403         403             groups:copies   groups:copies   staff_sign_in staff_sign_in
groups:approve_copy       /staff/copies/{copy_asked}/approval                  staff_sign_in staff_sign_in staff_sign_in code_asked  code_asked  403         403         groups:copies   403             groups:copies   staff_sign_in staff_sign_in
groups:download_copy      /staff/copies/{copy_agreed}/download                 staff_sign_in staff_sign_in staff_sign_in code_asked  code_asked  403         403         403             200             403             staff_sign_in staff_sign_in
"""  # noqa: E501  (a table is read across)


class Row(NamedTuple):
    """One line of the table."""

    route: str
    address: str
    outcomes: dict[str, str]


def read_table() -> list[Row]:
    """The lines, in order. Raises `ValueError` for one that does not name an outcome for each person."""
    rows = []
    for line in TABLE.splitlines()[2:]:
        if not line.strip() or line.startswith("#"):
            continue
        route, address, *outcomes = line.split()
        if outcomes[1:] == ["for", "everyone"]:
            outcomes = outcomes[:1] * len(PERSONS)
        rows.append(Row(route, address, dict(zip(PERSONS, outcomes, strict=True))))
    return rows
