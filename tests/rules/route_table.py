"""Who may open what: every route, every person, every outcome.

A number is the status of the answer. A name with a colon is the route that a 303 leads to. The ways of being
turned away before anything is looked at: `front` and `door` (303 to the front page of members, of staff), `code`
(303 to the page for the one-time code, the place kept), `desk`
(303 to where a receipt code is typed) and `typed` (403 with a field for that code). `kept` is a
403 whose page says that the words are kept as a draft.
`{thing}` in an address is a thing of `tests/rules/world.py`; `away` is the neutral page of the exit.
"""

from typing import NamedTuple

from tests.rules.world import PERSONS

TURNED_AWAY = {"front", "door", "code", "typed", "desk"}

TABLE = """
route                            address                                      guest ada   ben   nora  half  mia   max   finn  cora  rosa  iris  rita

# Public pages: whoever one is, and whatever other cookie one holds. Only a member's own is looked at here.
information:exit                 /exit                                        away  away  away  away  away  away  away  away  away  away  away  away
information:language             /language                                    information:data for everyone
information:help                 /help                                        200   200   200   200   200   200   200   200   200   200   200   200
information:front                /                                            200   forum:rooms forum:rooms 200   200   200   200   200   200   200   200   200
information:anonymity            /anonymity                                   200   200   200   200   200   200   200   200   200   200   200   200
information:rules                /rules                                       200   200   200   200   200   200   200   200   200   200   200   200
information:what_happens         /what-happens                                200   200   200   200   200   200   200   200   200   200   200   200
information:who_reads            /who-reads                                   200   200   200   200   200   200   200   200   200   200   200   200
information:data                 /data                                        200   200   200   200   200   200   200   200   200   200   200   200
information:traces               /traces                                      200   200   200   200   200   200   200   200   200   200   200   200
information:night                /night                                       200   200   200   200   200   200   200   200   200   200   200   200

# The door of members.
accounts:sign_in                 /sign-in                                     200   forum:rooms forum:rooms 200   200   200   200   200   200   200   200   200
accounts:begin_sign_in           /sign-in                                     forum:rooms for everyone
accounts:sign_out                /sign-out                                    accounts:signed_out for everyone
accounts:signed_out              /signed-out                                  200   200   200   200   200   200   200   200   200   200   200   200
accounts:join                    /join                                        200   200   200   200   200   200   200   200   200   200   200   200
accounts:submit_join_code          /join                                        accounts:join_words for everyone
accounts:join_words              /join/words                                  accounts:join for everyone
accounts:submit_join_words         /join/words                                  accounts:join for everyone
accounts:join_device             /join/device                                 accounts:join for everyone
accounts:submit_join_device        /join/device                                 accounts:join for everyone
accounts:join_name               /join/name                                   accounts:join for everyone
accounts:submit_join_name          /join/name                                   accounts:join for everyone
accounts:join_about              /join/about                                  accounts:join for everyone
accounts:submit_join_about         /join/about                                  accounts:join for everyone
accounts:join_rules              /join/rules                                  accounts:join for everyone
accounts:submit_join_rules         /join/rules                                  accounts:join for everyone
accounts:recover                 /recover                                     200   200   200   200   200   200   200   200   200   200   200   200
accounts:submit_recovery           /recover                                     accounts:new_code for everyone

# What is a member's own.
accounts:new_code                /new-code                                    front accounts:account accounts:account front front front front front front front front front
accounts:confirm_code            /new-code                                    front forum:rooms forum:rooms front front front front front front front front front
accounts:account                 /account                                     front 200   200   front front front front front front front front front
accounts:end_others              /account/sign-ins                            front accounts:account accounts:account front front front front front front front front front
accounts:renew_code              /account/code                                front accounts:new_code 422   front front front front front front front front front
accounts:change_relation         /account/relation                            front accounts:account accounts:account front front front front front front front front front
accounts:passphrase              /account/passphrase                          front 200   200   front front front front front front front front front
accounts:change_passphrase       /account/passphrase                          front accounts:account 422   front front front front front front front front front

# The rooms. Ben is a parent, Ada a partner.
forum:rooms                      /rooms                                       front 200   200   front front front front front front front front front
forum:new_since                  /new                                         front 200   200   front front front front front front front front front
forum:new_since_from             /new/from/{cursor}                           front 200   200   front front front front front front front front front
forum:read_first                 /read-first                                  front 200   200   front front front front front front front front front
forum:room                       /rooms/{room}                                front 200   200   front front front front front front front front front
forum:room                       /rooms/{partner_room}                        front 200   404   front front front front front front front front front
forum:room                       /rooms/{parent_room}                         front 404   200   front front front front front front front front front
forum:room_from                  /rooms/{room}/from/{cursor}                  front 200   200   front front front front front front front front front
forum:room_from                  /rooms/{partner_room}/from/{cursor}          front 200   404   front front front front front front front front front
forum:new_thread                 /rooms/{room}/write                          front 200   200   front front front front front front front front front
forum:new_thread                 /rooms/{partner_room}/write                  front 200   404   front front front front front front front front front
forum:start_thread               /rooms/{room}/write                          front forum:submitted forum:submitted front front front front front front front front front
forum:start_thread               /rooms/{partner_room}/write                  front forum:submitted 404   front front front front front front front front front

# Threads: published, in a room for partners, waiting, closed, without its opening, of an author who was erased.
forum:thread                     /threads/{thread}                            front 200   200   front front front front front front front front front
forum:thread                     /threads/{partner_thread}                    front 200   404   front front front front front front front front front
forum:thread                     /threads/{waiting_thread}                    front 200   404   front front front front front front front front front
forum:thread                     /threads/{closed_thread}                     front 200   200   front front front front front front front front front
forum:thread                     /threads/{removed_thread}                    front 200   200   front front front front front front front front front
forum:thread                     /threads/{lonely_removed_thread}             front 200   404   front front front front front front front front front
forum:thread                     /threads/{nobodys_thread}                    front 200   200   front front front front front front front front front
forum:thread                     /threads/{nobodys_waiting_thread}            front 404   404   front front front front front front front front front
forum:thread                     /threads/{nobodys_removed_thread}            front 404   404   front front front front front front front front front
forum:unread                     /threads/{thread}/unread                     front 200   200   front front front front front front front front front
forum:unread                     /threads/{partner_thread}/unread             front 200   404   front front front front front front front front front
forum:unread                     /threads/{waiting_thread}/unread             front 200   404   front front front front front front front front front
forum:thread_from                /threads/{thread}/from/{cursor}              front 200   200   front front front front front front front front front
forum:thread_from                /threads/{partner_thread}/from/{cursor}      front 200   404   front front front front front front front front front
forum:answer                     /threads/{thread}                            front forum:submitted forum:submitted front front front front front front front front front
forum:answer                     /threads/{partner_thread}                    front forum:submitted 404   front front front front front front front front front
forum:answer                     /threads/{waiting_thread}                    front 403   404   front front front front front front front front front
forum:answer                     /threads/{closed_thread}                     front kept  kept  front front front front front front front front front
forum:answer                     /threads/{removed_thread}                    front kept  kept  front front front front front front front front front

# Texts: one's own only.
forum:no_preview                 /preview                                     front forum:my_texts forum:my_texts front front front front front front front front front
forum:preview                    /preview                                     front 200   200   front front front front front front front front front
forum:submitted                  /submitted/{waiting}                         front 200   404   front front front front front front front front front
forum:submitted                  /submitted/{ben_waiting}                     front 404   200   front front front front front front front front front
forum:submitted                  /submitted/{published}                       front 200   404   front front front front front front front front front
forum:submitted                  /submitted/{team_version}                    front 404   404   front front front front front front front front front
forum:submitted                  /submitted/{nobodys_waiting}                 front 404   404   front front front front front front front front front
forum:withdraw                   /submitted/{waiting}/withdrawal              front forum:draft 404   front front front front front front front front front
forum:withdraw                   /submitted/{ben_waiting}/withdrawal          front 404   forum:draft front front front front front front front front front
forum:withdraw                   /submitted/{published}/withdrawal            front forum:submitted 404   front front front front front front front front front
forum:resume_as_draft                    /submitted/{refused}/draft                   front forum:draft 404   front front front front front front front front front
forum:resume_as_draft                    /submitted/{removed}/draft                   front forum:draft 404   front front front front front front front front front
forum:resume_as_draft                    /submitted/{published}/draft                 front 409   404   front front front front front front front front front
forum:withdraw                   /submitted/{nobodys_waiting}/withdrawal      front 404   404   front front front front front front front front front
forum:edit                       /posts/{thread_opening}/write                front 200   404   front front front front front front front front front
forum:edit                       /posts/{ben_post}/write                      front 404   200   front front front front front front front front front
forum:edit                       /posts/{waiting_post}/write                  front 200   404   front front front front front front front front front
forum:edit                       /posts/{team_post}/write                     front 404   404   front front front front front front front front front
forum:edit                       /posts/{nobodys_post}/write                  front 404   404   front front front front front front front front front
forum:revise                     /posts/{thread_opening}/write                front forum:submitted 404   front front front front front front front front front
forum:revise                     /posts/{ben_post}/write                      front 404   forum:submitted front front front front front front front front front
forum:revise                     /posts/{nobodys_post}/write                  front 404   404   front front front front front front front front front
forum:draft                      /drafts/{draft}                              front 200   404   front front front front front front front front front
forum:draft                      /drafts/{ben_draft}                          front 404   200   front front front front front front front front front
forum:draft                      /drafts/{sent_back_draft}                    front 200   404   front front front front front front front front front
forum:draft                      /drafts/{withdrawn_draft}                    front 200   404   front front front front front front front front front
forum:discard_draft                 /drafts/{draft}/discard                front forum:my_texts 404   front front front front front front front front front
forum:discard_draft                 /drafts/{ben_draft}/discard            front 404   forum:my_texts front front front front front front front front front
forum:my_texts                   /my-texts                                    front 200   200   front front front front front front front front front
forum:my_texts_from              /my-texts/from/{cursor}                      front 200   200   front front front front front front front front front
forum:notices                    /notices                                     front 200   200   front front front front front front front front front
forum:notices_from               /notices/from/{cursor}                       front 200   200   front front front front front front front front front

# The door of staff. A member is nobody here.
accounts:staff_home              /staff/                                      200   200   200   accounts:staff_code accounts:staff_code moderation:queue moderation:queue groups:waiting_list groups:waiting_list moderation:queue 200   200
accounts:begin_staff_sign_in     /staff/sign-in                               accounts:staff_code for everyone
accounts:staff_sign_out          /staff/sign-out                              accounts:staff_home for everyone
accounts:staff_code              /staff/code                                  door  door  door  accounts:enrol_app 200   door  door  door  door  door  door  door
accounts:submit_staff_code         /staff/code                                  door  door  door  422   accounts:staff_home accounts:staff_home accounts:staff_home accounts:staff_home accounts:staff_home accounts:staff_home door  door
accounts:enrol                   /staff/enrol                                 200   200   200   200   200   200   200   200   200   200   200   200
accounts:submit_enrolment          /staff/enrol                                 accounts:enrol_app for everyone
accounts:enrol_app               /staff/app                                   door  door  door  200   door  door  door  door  door  door  door  door
accounts:confirm_app             /staff/app                                   door  door  door  422   door  door  door  door  door  door  door  door

# A colleague's own page.
information:components           /staff/components                            door  door  door  code  code  200   200   200   200   200   door  door
accounts:staff_account           /staff/account                               door  door  door  code  code  200   200   200   200   200   door  door
accounts:staff_end_others        /staff/account/sign-ins                      door  door  door  typed typed accounts:staff_account accounts:staff_account accounts:staff_account accounts:staff_account accounts:staff_account door  door
accounts:change_shortcuts             /staff/account/shortcuts                          door  door  door  typed typed accounts:staff_account accounts:staff_account accounts:staff_account accounts:staff_account accounts:staff_account door  door
accounts:renew_codes             /staff/account/codes                         door  door  door  typed typed 200   200   200   200   200   door  door
accounts:staff_passphrase        /staff/account/passphrase                    door  door  door  code  code  200   200   200   200   200   door  door
accounts:change_staff_passphrase /staff/account/passphrase                    door  door  door  code  code  accounts:staff_account 422   422   422   422   door  door

# Invites: one's own; a coordinator looks after all.
accounts:invites                 /staff/invites                               door  door  door  code  code  200   200   200   200   200   door  door
accounts:invites_after           /staff/invites/after/{finn_issued}           door  door  door  code  code  404   404   200   200   200   door  door
accounts:invites_after           /staff/invites/after/{mia_issued}            door  door  door  code  code  200   404   404   200   200   door  door
accounts:issue_invites           /staff/invites                               door  door  door  typed typed accounts:new_invites accounts:new_invites accounts:new_invites accounts:new_invites accounts:new_invites door  door
accounts:new_invites             /staff/invites/new                           door  door  door  code  code  accounts:invites accounts:invites accounts:invites accounts:invites accounts:invites door  door
accounts:revoke_invite           /staff/invites/{finn_issued}/revocations     door  door  door  typed typed 404   404   accounts:invites accounts:invites accounts:invites door  door
accounts:revoke_invite           /staff/invites/{mia_issued}/revocations      door  door  door  typed typed accounts:invites 404   404   accounts:invites accounts:invites door  door
accounts:revoke_invite           /staff/invites/{mia_redeemed}/revocations    door  door  door  typed typed 409   404   404   409   409   door  door

# Colleagues: a coordinator's work, never on oneself.
accounts:staff_list              /staff/colleagues                            door  door  door  code  code  403   403   403   200   200   door  door
accounts:new_colleague           /staff/colleagues/new                        door  door  door  code  code  403   403   403   200   200   door  door
accounts:add_colleague           /staff/colleagues/new                        door  door  door  typed typed 403   403   403   200   200   door  door
accounts:colleague               /staff/colleagues/{staff_max}                door  door  door  code  code  403   403   403   200   200   door  door
accounts:colleague               /staff/colleagues/{staff_cora}               door  door  door  code  code  403   403   403   200   200   door  door
accounts:roles                   /staff/colleagues/{staff_max}/roles          door  door  door  typed typed 403   403   403   accounts:staff_list accounts:staff_list door  door
accounts:roles                   /staff/colleagues/{staff_mia}/roles          door  door  door  typed typed 403   403   403   accounts:staff_list accounts:staff_list door  door
accounts:roles                   /staff/colleagues/{staff_cora}/roles         door  door  door  typed typed 403   403   403   403   accounts:staff_list door  door
accounts:roles                   /staff/colleagues/{staff_piet}/roles         door  door  door  typed typed 403   403   403   403   403   door  door
accounts:renew_enrolment         /staff/colleagues/{staff_max}/enrolment      door  door  door  typed typed 403   403   403   200   200   door  door
accounts:renew_enrolment         /staff/colleagues/{staff_cora}/enrolment     door  door  door  typed typed 403   403   403   403   200   door  door
accounts:renew_enrolment         /staff/colleagues/{staff_piet}/enrolment     door  door  door  typed typed 403   403   403   403   403   door  door
accounts:end_colleague           /staff/colleagues/{staff_max}/leaving        door  door  door  typed typed 403   403   403   accounts:staff_list accounts:staff_list door  door
accounts:end_colleague           /staff/colleagues/{staff_cora}/leaving       door  door  door  typed typed 403   403   403   403   accounts:staff_list door  door

# The queue: moderators only.
moderation:queue                 /staff/queue                                 door  door  door  code  code  200   200   403   403   200   door  door
moderation:queue_from            /staff/queue/from/{cursor}                   door  door  door  code  code  200   200   403   403   200   door  door
moderation:text                  /staff/texts/{waiting}                       door  door  door  code  code  200   200   403   403   200   door  door
moderation:text                  /staff/texts/{edit_waiting}                  door  door  door  code  code  200   200   403   403   200   door  door
moderation:text                  /staff/texts/{published}                     door  door  door  code  code  409   409   403   403   409   door  door
moderation:text                  /staff/texts/{withdrawn}                     door  door  door  code  code  409   409   403   403   409   door  door
moderation:decide                /staff/texts/{waiting}/decisions             door  door  door  typed typed moderation:queue moderation:queue 403   403   moderation:queue door  door
moderation:decide                /staff/texts/{refused}/decisions             door  door  door  typed typed 409   409   403   403   409   door  door
moderation:decide                /staff/texts/{withdrawn}/decisions           door  door  door  typed typed 409   409   403   403   409   door  door
moderation:undo                  /staff/decisions/{decided_publish}/undoing   door  door  door  typed typed moderation:text 403   403   403   403   door  door
moderation:undo                  /staff/decisions/{decided_by_max}/undoing    door  door  door  typed typed 403   moderation:text 403   403   403   door  door
moderation:undo                  /staff/decisions/{undone}/undoing            door  door  door  typed typed 403   403   403   403   403   door  door
moderation:removal               /staff/posts/{ben_post}/removal              door  door  door  code  code  200   200   403   403   200   door  door
moderation:removal               /staff/posts/{waiting_post}/removal          door  door  door  code  code  404   404   403   403   404   door  door
moderation:removal               /staff/posts/{removed_post}/removal          door  door  door  code  code  404   404   403   403   404   door  door
moderation:remove                /staff/posts/{ben_post}/removal              door  door  door  typed typed moderation:queue moderation:queue 403   403   moderation:queue door  door
moderation:remove                /staff/posts/{removed_post}/removal          door  door  door  typed typed 404   404   403   403   404   door  door
moderation:rooms                 /staff/rooms                                 door  door  door  code  code  200   200   403   403   200   door  door
moderation:room                  /staff/rooms/{partner_room}                  door  door  door  code  code  200   200   403   403   200   door  door
moderation:room_from             /staff/rooms/{room}/from/{cursor}            door  door  door  code  code  200   200   403   403   200   door  door
moderation:new_thread            /staff/rooms/{room}/write                    door  door  door  code  code  200   200   403   403   200   door  door
moderation:start_thread          /staff/rooms/{room}/write                    door  door  door  typed typed moderation:thread moderation:thread 403   403   moderation:thread door  door
moderation:thread                /staff/threads/{thread}                      door  door  door  code  code  200   200   403   403   200   door  door
moderation:thread                /staff/threads/{waiting_thread}              door  door  door  code  code  200   200   403   403   200   door  door
moderation:thread_from           /staff/threads/{thread}/from/{cursor}        door  door  door  code  code  200   200   403   403   200   door  door
moderation:answer                /staff/threads/{thread}                      door  door  door  typed typed moderation:thread moderation:thread 403   403   moderation:thread door  door
moderation:answer                /staff/threads/{closed_thread}               door  door  door  typed typed 403   403   403   403   403   door  door

# Asking to come in: open to everyone. Iris holds the code of an application to which something was asked.
accounts:apply_about             /apply                                       200   200   200   200   200   200   200   200   200   200   200   200
accounts:submit_apply_about        /apply                                       accounts:apply_age accounts:apply_age accounts:apply_age accounts:apply_age accounts:apply_age accounts:apply_age accounts:apply_age accounts:apply_age accounts:apply_age accounts:apply_age accounts:apply_age accounts:apply_age
accounts:apply_age               /apply/age                                   accounts:apply_about accounts:apply_about accounts:apply_about accounts:apply_about accounts:apply_about accounts:apply_about accounts:apply_about accounts:apply_about accounts:apply_about accounts:apply_about accounts:apply_about accounts:apply_about
accounts:submit_apply_age          /apply/age                                   accounts:apply_about accounts:apply_about accounts:apply_about accounts:apply_about accounts:apply_about accounts:apply_about accounts:apply_about accounts:apply_about accounts:apply_about accounts:apply_about accounts:apply_about accounts:apply_about
accounts:apply_relation          /apply/relation                              accounts:apply_about accounts:apply_about accounts:apply_about accounts:apply_about accounts:apply_about accounts:apply_about accounts:apply_about accounts:apply_about accounts:apply_about accounts:apply_about accounts:apply_about accounts:apply_about
accounts:submit_apply_relation     /apply/relation                              accounts:apply_about accounts:apply_about accounts:apply_about accounts:apply_about accounts:apply_about accounts:apply_about accounts:apply_about accounts:apply_about accounts:apply_about accounts:apply_about accounts:apply_about accounts:apply_about
accounts:apply_hope              /apply/hope                                  accounts:apply_about accounts:apply_about accounts:apply_about accounts:apply_about accounts:apply_about accounts:apply_about accounts:apply_about accounts:apply_about accounts:apply_about accounts:apply_about accounts:apply_about accounts:apply_about
accounts:submit_apply_hope         /apply/hope                                  accounts:apply_about accounts:apply_about accounts:apply_about accounts:apply_about accounts:apply_about accounts:apply_about accounts:apply_about accounts:apply_about accounts:apply_about accounts:apply_about accounts:apply_about accounts:apply_about
accounts:apply_elsewhere         /apply/elsewhere/younger                     200   200   200   200   200   200   200   200   200   200   200   200
accounts:apply_elsewhere         /apply/elsewhere/nobody                      404   404   404   404   404   404   404   404   404   404   404   404
accounts:application_code        /apply/code                                  200   200   200   200   200   200   200   200   200   200   accounts:application_own_page 200
accounts:application_submit_code   /apply/code                                  accounts:application_own_page accounts:application_own_page accounts:application_own_page accounts:application_own_page accounts:application_own_page accounts:application_own_page accounts:application_own_page accounts:application_own_page accounts:application_own_page accounts:application_own_page accounts:application_own_page accounts:application_own_page
accounts:application_close       /apply/leaving                               accounts:signed_out accounts:signed_out accounts:signed_out accounts:signed_out accounts:signed_out accounts:signed_out accounts:signed_out accounts:signed_out accounts:signed_out accounts:signed_out accounts:signed_out accounts:signed_out
accounts:application_own_page        /apply/mine                                  desk  desk  desk  desk  desk  desk  desk  desk  desk  desk  200   desk
accounts:application_new_code     /apply/receipt                               desk  desk  desk  desk  desk  desk  desk  desk  desk  desk  accounts:application_own_page desk
accounts:application_confirm_code        /apply/receipt                               desk  desk  desk  desk  desk  desk  desk  desk  desk  desk  accounts:application_own_page desk
accounts:application_sentence    /apply/sentence                              desk  desk  desk  desk  desk  desk  desk  desk  desk  desk  200   desk
accounts:application_use_sentence /apply/sentence                              desk  desk  desk  desk  desk  desk  desk  desk  desk  desk  accounts:application_own_page desk
accounts:answer_application      /apply/mine                                  desk  desk  desk  desk  desk  desk  desk  desk  desk  desk  accounts:application_own_page desk
accounts:withdraw_application    /apply/mine/withdrawal                       desk  desk  desk  desk  desk  desk  desk  desk  desk  desk  accounts:application_own_page desk
accounts:join_admitted           /apply/mine/joining                          desk  desk  desk  desk  desk  desk  desk  desk  desk  desk  409   desk

# Applications in the moderators' list.
moderation:applications          /staff/applications                          door  door  door  code  code  200   200   403   403   200   door  door
moderation:application           /staff/applications/{applied_received}       door  door  door  code  code  200   200   403   403   200   door  door
moderation:application           /staff/applications/{applied_admitted}       door  door  door  code  code  200   200   403   403   200   door  door
moderation:application           /staff/applications/{applied_withdrawn}      door  door  door  code  code  200   200   403   403   200   door  door
moderation:decide_application    /staff/applications/{applied_received}/decisions door  door  door  typed typed moderation:queue moderation:queue 403   403   moderation:queue door  door
moderation:decide_application    /staff/applications/{applied_answered}/decisions door  door  door  typed typed 409   409   403   403   409   door  door
moderation:decide_application    /staff/applications/{applied_declined}/decisions door  door  door  typed typed 409   409   403   403   409   door  door
moderation:decide_application    /staff/applications/{applied_admitted}/decisions door  door  door  typed typed 409   409   403   403   409   door  door
moderation:decide_application    /staff/applications/{applied_withdrawn}/decisions door  door  door  typed typed 409   409   403   403   409   door  door
moderation:decide_application    /staff/applications/{applied_expired}/decisions door  door  door  typed typed 409   409   403   403   409   door  door
moderation:add_application_note      /staff/applications/{applied_received}/notes door  door  door  typed typed moderation:application moderation:application 403   403   moderation:application door  door
moderation:add_application_note      /staff/applications/{applied_declined}/notes door  door  door  typed typed 403   403   403   403   403   door  door
moderation:renew_application_code /staff/applications/{applied_asked}/code     door  door  door  typed typed 200   200   403   403   200   door  door

# Registering for a group: open to everyone. Rita holds the code of one that is on the waiting list.
groups:register_age              /register                                    200   200   200   200   200   200   200   200   200   200   200   200
groups:submit_age                  /register                                    groups:register_relation groups:register_relation groups:register_relation groups:register_relation groups:register_relation groups:register_relation groups:register_relation groups:register_relation groups:register_relation groups:register_relation groups:register_relation groups:register_relation
groups:register_relation         /register/relation                           groups:register_age groups:register_age groups:register_age groups:register_age groups:register_age groups:register_age groups:register_age groups:register_age groups:register_age groups:register_age groups:register_age groups:register_age
groups:submit_relation             /register/relation                           groups:register_age groups:register_age groups:register_age groups:register_age groups:register_age groups:register_age groups:register_age groups:register_age groups:register_age groups:register_age groups:register_age groups:register_age
groups:register_format           /register/format                             groups:register_age groups:register_age groups:register_age groups:register_age groups:register_age groups:register_age groups:register_age groups:register_age groups:register_age groups:register_age groups:register_age groups:register_age
groups:submit_format               /register/format                             groups:register_age groups:register_age groups:register_age groups:register_age groups:register_age groups:register_age groups:register_age groups:register_age groups:register_age groups:register_age groups:register_age groups:register_age
groups:register_place            /register/place                              groups:register_age groups:register_age groups:register_age groups:register_age groups:register_age groups:register_age groups:register_age groups:register_age groups:register_age groups:register_age groups:register_age groups:register_age
groups:submit_place                /register/place                              groups:register_age groups:register_age groups:register_age groups:register_age groups:register_age groups:register_age groups:register_age groups:register_age groups:register_age groups:register_age groups:register_age groups:register_age
groups:register_times            /register/times                              groups:register_age groups:register_age groups:register_age groups:register_age groups:register_age groups:register_age groups:register_age groups:register_age groups:register_age groups:register_age groups:register_age groups:register_age
groups:submit_times                /register/times                              groups:register_age groups:register_age groups:register_age groups:register_age groups:register_age groups:register_age groups:register_age groups:register_age groups:register_age groups:register_age groups:register_age groups:register_age
groups:register_language         /register/language                           groups:register_age groups:register_age groups:register_age groups:register_age groups:register_age groups:register_age groups:register_age groups:register_age groups:register_age groups:register_age groups:register_age groups:register_age
groups:submit_language             /register/language                           groups:register_age groups:register_age groups:register_age groups:register_age groups:register_age groups:register_age groups:register_age groups:register_age groups:register_age groups:register_age groups:register_age groups:register_age
groups:register_name             /register/name                               groups:register_age groups:register_age groups:register_age groups:register_age groups:register_age groups:register_age groups:register_age groups:register_age groups:register_age groups:register_age groups:register_age groups:register_age
groups:submit_name                 /register/name                               groups:register_age groups:register_age groups:register_age groups:register_age groups:register_age groups:register_age groups:register_age groups:register_age groups:register_age groups:register_age groups:register_age groups:register_age
groups:register_contact          /register/contact                            groups:register_age groups:register_age groups:register_age groups:register_age groups:register_age groups:register_age groups:register_age groups:register_age groups:register_age groups:register_age groups:register_age groups:register_age
groups:submit_contact              /register/contact                            groups:register_age groups:register_age groups:register_age groups:register_age groups:register_age groups:register_age groups:register_age groups:register_age groups:register_age groups:register_age groups:register_age groups:register_age
groups:register_circle           /register/circle                             groups:register_age groups:register_age groups:register_age groups:register_age groups:register_age groups:register_age groups:register_age groups:register_age groups:register_age groups:register_age groups:register_age groups:register_age
groups:submit_circle               /register/circle                             groups:register_age groups:register_age groups:register_age groups:register_age groups:register_age groups:register_age groups:register_age groups:register_age groups:register_age groups:register_age groups:register_age groups:register_age
groups:register_check            /register/check                              groups:register_age groups:register_age groups:register_age groups:register_age groups:register_age groups:register_age groups:register_age groups:register_age groups:register_age groups:register_age groups:register_age groups:register_age
groups:submit_registration      /register/check                              groups:register_age groups:register_age groups:register_age groups:register_age groups:register_age groups:register_age groups:register_age groups:register_age groups:register_age groups:register_age groups:register_age groups:register_age
groups:registration_code         /register/code                               200   200   200   200   200   200   200   200   200   200   200   groups:registration_own_page
groups:registration_submit_code    /register/code                               groups:registration_own_page groups:registration_own_page groups:registration_own_page groups:registration_own_page groups:registration_own_page groups:registration_own_page groups:registration_own_page groups:registration_own_page groups:registration_own_page groups:registration_own_page groups:registration_own_page groups:registration_own_page
groups:registration_close        /register/leaving                            accounts:signed_out accounts:signed_out accounts:signed_out accounts:signed_out accounts:signed_out accounts:signed_out accounts:signed_out accounts:signed_out accounts:signed_out accounts:signed_out accounts:signed_out accounts:signed_out
groups:registration_own_page         /register/mine                               desk  desk  desk  desk  desk  desk  desk  desk  desk  desk  desk  200
groups:registration_new_code      /register/receipt                            desk  desk  desk  desk  desk  desk  desk  desk  desk  desk  desk  groups:registration_own_page
groups:registration_confirm_code         /register/receipt                            desk  desk  desk  desk  desk  desk  desk  desk  desk  desk  desk  groups:registration_own_page
groups:registration_sentence     /register/sentence                           desk  desk  desk  desk  desk  desk  desk  desk  desk  desk  desk  200
groups:registration_use_sentence /register/sentence                           desk  desk  desk  desk  desk  desk  desk  desk  desk  desk  desk  groups:registration_own_page
groups:pause_registration        /register/mine/pause                         desk  desk  desk  desk  desk  desk  desk  desk  desk  desk  desk  groups:registration_own_page
groups:resume_registration       /register/mine/return                        desk  desk  desk  desk  desk  desk  desk  desk  desk  desk  desk  409
groups:withdraw_registration     /register/mine/withdrawal                    desk  desk  desk  desk  desk  desk  desk  desk  desk  desk  desk  groups:registration_own_page
groups:report_death                /register/mine/loss                          desk  desk  desk  desk  desk  desk  desk  desk  desk  desk  desk  groups:registration_own_page
groups:erase_registration        /register/mine/erasure                       desk  desk  desk  desk  desk  desk  desk  desk  desk  desk  desk  groups:register_age

# The waiting list: the coordinator sees all, a facilitator who was given to them.
groups:waiting_list                   /staff/waiting-list                               door  door  door  code  code  403   403   200   200   200   door  door
groups:new_registration          /staff/registrations/new                     door  door  door  code  code  403   403   200   200   200   door  door
groups:register_caller        /staff/registrations/new                     door  door  door  typed typed 403   403   200   200   200   door  door
groups:registration              /staff/registrations/{registered_finn}       door  door  door  code  code  403   403   200   200   200   door  door
groups:registration              /staff/registrations/{registered_pool}       door  door  door  code  code  403   403   404   200   200   door  door
groups:registration              /staff/registrations/{registered_erased}     door  door  door  code  code  403   403   404   404   404   door  door
groups:record_intake                 /staff/registrations/{registered_finn}/intake  door  door  door  typed typed 403   403   409   409   409   door  door
groups:record_intake                 /staff/registrations/{registered_received}/intake door  door  door  typed typed 403   403   404   groups:registration groups:registration door  door
groups:end_registration          /staff/registrations/{registered_received}/ending door  door  door  typed typed 403   403   404   groups:waiting_list groups:waiting_list door  door
groups:end_registration          /staff/registrations/{registered_withdrawn}/ending door  door  door  typed typed 403   403   404   409   409   door  door
groups:assign_registration                    /staff/registrations/{registered_pool}/facilitator door  door  door  typed typed 403   403   403   groups:registration groups:registration door  door
groups:reveal_contact                    /staff/registrations/{registered_finn}/contact door  door  door  typed typed 403   403   200   200   200   door  door
groups:reveal_contact                    /staff/registrations/{registered_pool}/contact door  door  door  typed typed 403   403   404   200   200   door  door
groups:renew_registration_code   /staff/registrations/{registered_finn}/code  door  door  door  typed typed 403   403   200   200   200   door  door

# By code: a seat. Rita has none yet, so there is nothing to answer.
groups:answer_offer              /register/mine/offer                         desk desk desk desk desk desk desk desk desk desk desk 409
groups:accept_agreements                     /register/mine/agreements                    desk desk desk desk desk desk desk desk desk desk desk 409
groups:give_up_seat                 /register/mine/release                   desk desk desk desk desk desk desk desk desk desk desk 409
groups:leave_group                      /register/mine/departure                      desk desk desk desk desk desk desk desk desk desk desk 409
groups:rejoin_waiting_list                 /register/mine/re-entry                         desk desk desk desk desk desk desk desk desk desk desk 409
groups:own_answers               /register/mine/answers                       desk desk desk desk desk desk desk desk desk desk desk 200
groups:change_answers            /register/mine/answers                       desk desk desk desk desk desk desk desk desk desk desk groups:registration_own_page
groups:calendar                  /register/mine/agenda                        desk desk desk desk desk desk desk desk desk desk desk 404
groups:calendar_cancellations             /register/mine/agenda/cancellations                   desk desk desk desk desk desk desk desk desk desk desk 404
groups:own_room                  /register/mine/room/{group_session}          desk desk desk desk desk desk desk desk desk desk desk 404
groups:own_rsvp                    /register/mine/sessions/{group_session}/rsvp desk desk desk desk desk desk desk desk desk desk desk 404

# The waiting list goes on: parts of it, and what is noted about somebody.
groups:filtered_waiting_list            /staff/waiting-list/{chosen_list}                 door door door code code 403 403 404 200 404 door door
groups:filter_waiting_list            /staff/waiting-list                               door door door code  code  403 403 groups:waiting_list groups:waiting_list groups:waiting_list door door
groups:record_intake_notes                /staff/registrations/{registered_finn}/intake-notes door door door typed typed 403 403 groups:registration groups:registration groups:registration door door
groups:record_intake_notes                /staff/registrations/{registered_pool}/intake-notes door door door typed typed 403 403 404 groups:registration groups:registration door door
groups:set_priority                      /staff/registrations/{registered_finn}/priority door door door typed typed 403 403 403 groups:registration groups:registration door door
groups:pair                      /staff/registrations/{registered_finn}/pairings door door door typed typed 403 403 403 groups:registration groups:registration door door
groups:unpair                    /staff/registrations/{registered_finn}/pairings/removal door door door typed typed 403 403 403 groups:registration groups:registration door door
groups:answer_offer_for                /staff/registrations/{registered_offered}/offer-answer door door door typed typed 403 403 404 groups:registration groups:registration door door
groups:answer_offer_for                /staff/registrations/{registered_in_group}/offer-answer door door door typed typed 403 403 groups:registration groups:registration groups:registration door door
groups:accept_agreements_for                 /staff/registrations/{registered_in_group}/agreements door door door typed typed 403 403 groups:registration groups:registration groups:registration door door
groups:accept_agreements_for                 /staff/registrations/{registered_placed}/agreements door door door typed typed 403 403 404 groups:registration groups:registration door door
groups:leave_group_for                  /staff/registrations/{registered_active}/departure door door door typed typed 403 403 404 groups:registration groups:registration door door
groups:leave_group_for                  /staff/registrations/{registered_in_group}/departure door door door typed typed 403 403 409 409 409 door door
groups:separate                      /staff/registrations/{registered_in_group}/separation door door door typed typed 403 403 groups:registration groups:registration groups:registration door door
groups:separate                      /staff/registrations/{registered_placed}/separation door door door typed typed 403 403 404 groups:registration groups:registration door door

# Groups: the coordinator plans all, Finn leads one.
groups:groups                    /staff/groups                                door door door code code 403 403 200 200 200 door door
groups:new_group                 /staff/groups/new                            door door door code code 403 403 403 200 200 door door
groups:create_group                /staff/groups/new                            door door door typed typed 403 403 403 groups:group groups:group door door
groups:group                     /staff/groups/{group}                        door door door code code 403 403 200 200 200 door door
groups:group                     /staff/groups/{other_group}                  door door door code code 403 403 404 200 200 door door
groups:edit_group                /staff/groups/{group}/change                 door door door code code 403 403 403 200 200 door door
groups:change_group              /staff/groups/{group}/change                 door door door typed typed 403 403 403 groups:group groups:group door door
groups:plan_sessions             /staff/groups/{group}/sessions               door door door typed typed 403 403 groups:group groups:group groups:group door door
groups:plan_sessions             /staff/groups/{other_group}/sessions         door door door typed typed 403 403 404 groups:group groups:group door door
groups:start_recruiting                   /staff/groups/{draft_group}/recruitment       door door door typed typed 403 403 403 groups:group groups:group door door
groups:confirm_group             /staff/groups/{group}/confirmation           door door door typed typed 403 403 403 409 409 door door
groups:finish_group              /staff/groups/{group}/finish                 door door door typed typed 403 403 409 409 409 door door
groups:finish_group              /staff/groups/{other_group}/finish           door door door typed typed 403 403 404 409 409 door door
groups:cancel_group            /staff/groups/{group}/cancellation            door door door typed typed 403 403 403 groups:group groups:group door door
groups:seat_candidates                    /staff/groups/{group}/candidates                 door door door code code 403 403 403 200 200 door door
groups:offer_seats               /staff/groups/{group}/candidates                 door door door typed typed 403 403 403 422 422 door door
groups:session                   /staff/sessions/{group_session}              door door door code code 403 403 200 200 200 door door
groups:session                   /staff/sessions/{other_group_session}        door door door code code 403 403 404 200 200 door door
groups:set_session_details                /staff/sessions/{group_session}/details        door door door typed typed 403 403 groups:session groups:session groups:session door door
groups:set_session_details                /staff/sessions/{other_group_session}/details  door door door typed typed 403 403 404 groups:session groups:session door door
groups:move_session              /staff/sessions/{group_session}/move       door door door typed typed 403 403 groups:session groups:session groups:session door door
groups:move_session              /staff/sessions/{other_group_session}/move door door door typed typed 403 403 404 groups:session groups:session door door
groups:cancel_session            /staff/sessions/{group_session}/cancellation door door door typed typed 403 403 groups:group groups:group groups:group door door
groups:cancel_session            /staff/sessions/{other_group_session}/cancellation door door door typed typed 403 403 404 groups:group groups:group door door
groups:mark_attendance                      /staff/sessions/{group_session_over}/attendance door door door typed typed 403 403 groups:session groups:session groups:session door door
groups:mark_attendance                      /staff/sessions/{other_group_session_over}/attendance door door door typed typed 403 403 404 409 409 door door
groups:record_rsvp                /staff/sessions/{group_session}/rsvp       door door door typed typed 403 403 groups:session groups:session groups:session door door
groups:record_rsvp                /staff/sessions/{other_group_session}/rsvp door door door typed typed 403 403 404 409 409 door door
groups:record_session_held              /staff/sessions/{group_session_over}/held    door door door typed typed 403 403 groups:session groups:session groups:session door door
groups:record_session_held              /staff/sessions/{other_group_session_over}/held door door door typed typed 403 403 404 groups:session groups:session door door
groups:session_room              /staff/sessions/{group_session}/room         door door door code code 403 403 404 404 404 door door

# A facilitator's days.
groups:week                      /staff/week                                  door door door code code 403 403 200 200 200 door door
groups:week_of              /staff/week/2026-12-01                       door door door code code 403 403 200 200 200 door door
groups:mark_task_done                      /staff/contact-tasks/{errand}                      door door door typed typed 403 403 groups:week groups:week groups:week door door
groups:hours                     /staff/hours                                 door door door code code 403 403 200 403 403 door door
groups:set_weekly_hours                 /staff/hours                                 door door door typed typed 403 403 groups:hours 403 403 door door
groups:own_conversation                  /register/mine/conversation                          desk desk desk desk desk desk desk desk desk desk desk 200
groups:own_conversation_by               /register/mine/conversation/by/phone                 desk desk desk desk desk desk desk desk desk desk desk 200
groups:own_conversation_room             /register/mine/conversation/room                     desk desk desk desk desk desk desk desk desk desk desk 404
groups:choose_slot             /register/mine/conversation                          desk desk desk desk desk desk desk desk desk desk desk 422
groups:release_own_slot           /register/mine/conversation/release               desk desk desk desk desk desk desk desk desk desk desk 409
groups:decline_conversation              /register/mine/conversation/decline                desk desk desk desk desk desk desk desk desk desk desk groups:registration_own_page
groups:conversation                      /staff/conversations/{call}                          door door door code code 403 403 200 200 200 door door
groups:conversation                      /staff/conversations/{other_call}                    door door door code code 403 403 404 200 200 door door
groups:reveal_number               /staff/conversations/{call}/number                   door door door typed typed 403 403 403 403 403 door door
groups:reveal_number               /staff/conversations/{other_call}/number             door door door typed typed 403 403 404 403 403 door door
groups:book_slot                 /staff/conversations/{call}/slot                   door door door typed typed 403 403 groups:conversation groups:conversation groups:conversation door door
groups:release_slot               /staff/conversations/{call}/release               door door door typed typed 403 403 groups:conversation groups:conversation groups:conversation door door
groups:record_no_answer                 /staff/conversations/{call}/no-answer                door door door typed typed 403 403 409 409 409 door door
groups:record_staff_absence              /staff/conversations/{call}/staff-absence                  door door door typed typed 403 403 groups:conversation groups:conversation groups:conversation door door
groups:record_conversation_held                 /staff/conversations/{call}/held                     door door door typed typed 403 403 groups:registration groups:registration groups:registration door door
groups:correct_outcome                 /staff/conversations/{call}/outcome                  door door door typed typed 403 403 409 409 409 door door
groups:conversation_room                 /staff/conversations/{call}/room                     door door door code code 403 403 404 404 404 door door
groups:request_conversation            /register/mine/conversation/request                    desk desk desk desk desk desk desk desk desk desk desk 409
groups:plan_conversation                 /staff/registrations/{registered_pool}/conversations door door door typed typed 403 403 404 422 422 door door
groups:begin_preparation         /staff/registrations/{registered_pool}/preparation door door door typed typed 403 403 404 groups:registration groups:registration door door
groups:begin_preparation         /staff/registrations/{registered_in_group}/preparation door door door typed typed 403 403 409 409 409 door door
groups:set_goal                 /staff/registrations/{registered_pool}/preparation/goal door door door typed typed 403 403 404 409 409 door door
groups:end_preparation           /staff/registrations/{registered_finn}/preparation/ending door door door typed typed 403 403 409 409 409 door door
groups:set_own_goal             /register/mine/goal                          desk desk desk desk desk desk desk desk desk desk desk 409
groups:answer_aftercare          /staff/registrations/{registered_completed}/aftercare door door door typed typed 403 403 404 groups:registration groups:registration door door
groups:answer_aftercare          /staff/registrations/{registered_in_group}/aftercare door door door typed typed 403 403 409 409 409 door door
groups:answer_own_aftercare            /register/mine/aftercare                     desk desk desk desk desk desk desk desk desk desk desk 409
groups:plan_conversation                 /staff/registrations/{registered_in_group}/conversations door door door typed typed 403 403 422 422 422 door door
groups:book_slot                 /staff/conversations/{other_call}/slot             door door door typed typed 403 403 404 groups:conversation groups:conversation door door
groups:release_slot               /staff/conversations/{other_call}/release         door door door typed typed 403 403 404 409 409 door door
groups:add_hours_exception               /staff/hours/exceptions                         door door door typed typed 403 403 groups:hours 403 403 door door
groups:remove_hours_exception               /staff/hours/exceptions/{change}                door door door typed typed 403 403 groups:hours 403 403 door door
groups:set_work_preferences                 /staff/hours/preferences                           door door door typed typed 403 403 groups:hours 403 403 door door
groups:create_feed                 /staff/hours/feed                            door door door typed typed 403 403 200 403 403 door door
groups:revoke_feed            /staff/hours/feed/revocation                     door door door typed typed 403 403 groups:hours 403 403 door door
groups:feed                      /agenda/none                                 404 404 404 404 404 404 404 404 404 404 404 404
scheduler:index                  /staff/scheduler                             door door door code code 403 403 403 200 200 door door

# Duty: the rota, and the door in busy times. Where else people are welcome. What choices cost.
moderation:duty                  /staff/duty                                  door door door code code 200 200 403 200 200 door door
moderation:duty_week             /staff/duty/{duty_day}                       door door door code code 200 200 403 200 200 door door
moderation:assign_turn               /staff/duty/turns                            door door door typed typed moderation:duty_week moderation:duty_week 403 moderation:duty_week moderation:duty_week door door
moderation:release_turn             /staff/duty/turns/{turn}/release              door door door typed typed moderation:duty_week 403 403 moderation:duty_week moderation:duty_week door door
moderation:copy_previous_week           /staff/duty/{duty_day}/repeats               door door door typed typed 403 403 403 moderation:duty_week moderation:duty_week door door
moderation:close_admissions            /staff/admissions                                  door door door typed typed moderation:duty moderation:duty 403 moderation:duty moderation:duty door door
moderation:reopen_admissions             /staff/admissions/reopening                          door door door typed typed moderation:duty moderation:duty 403 moderation:duty moderation:duty door door
groups:referral_places                    /staff/referrals                                door door door code code 200 200 200 200 200 door door
groups:new_referral_place                 /staff/referrals/new                            door door door code code 403 403 200 200 200 door door
groups:add_referral_place                 /staff/referrals/new                            door door door typed typed 403 403 groups:referral_places groups:referral_places groups:referral_places door door
groups:referral_place                     /staff/referrals/{place}                        door door door code code 403 403 200 200 200 door door
groups:change_referral_place              /staff/referrals/{place}                        door door door typed typed 403 403 groups:referral_places groups:referral_places groups:referral_places door door
groups:remove_referral_place            /staff/referrals/{place}/removal                door door door typed typed 403 403 groups:referral_places groups:referral_places groups:referral_places door door
groups:workload                   /staff/workload                               door door door code code 403 403 403 200 200 door door
groups:own_preparation                   /register/mine/preparation                     desk desk desk desk desk desk desk desk desk desk desk 200
groups:record_death            /staff/registrations/{registered_pool}/death  door door door typed typed 403 403 404 groups:registration groups:registration door door
groups:record_death            /staff/registrations/{registered_in_group}/death door door door typed typed 403 403 groups:registration groups:registration groups:registration door door
groups:record_death            /staff/registrations/{registered_withdrawn}/death door door door typed typed 403 403 404 409 409 door door

# Words behind the code, looking back, standing in, copies.
groups:own_messages                 /register/mine/messages                         desk desk desk desk desk desk desk desk desk desk desk 200
groups:send_message                       /register/mine/messages                         desk desk desk desk desk desk desk desk desk desk desk groups:own_messages
groups:feedback_form                      /register/mine/feedback                  desk desk desk desk desk desk desk desk desk desk desk 409
groups:give_feedback                 /register/mine/feedback                  desk desk desk desk desk desk desk desk desk desk desk 409
groups:messages                     /staff/registrations/{registered_finn}/messages door door door code code 403 403 200 403 403 door door
groups:messages                     /staff/registrations/{registered_pool}/messages door door door code code 403 403 404 200 200 door door
groups:reply              /staff/registrations/{registered_finn}/messages door door door typed typed 403 403 groups:messages 403 403 door door
groups:reply              /staff/registrations/{registered_pool}/messages door door door typed typed 403 403 404 groups:messages groups:messages door door
groups:mark_messages_read                /staff/registrations/{registered_finn}/messages/read door door door typed typed 403 403 groups:week 403 403 door door
groups:mark_messages_read                /staff/registrations/{registered_pool}/messages/read door door door typed typed 403 403 404 groups:week groups:week door door
groups:feedback               /staff/feedback                          door door door code code 403 403 403 200 200 door door
groups:handover               /staff/handover                           door door door code code 403 403 200 200 200 door door
groups:set_cover                /staff/handover/{staff_finn}/cover       door door door typed typed 403 403 403 groups:handover groups:handover door door
groups:preview_handover          /staff/handover/{staff_finn}/to/{staff_fien} door door door code code 403 403 200 200 200 door door
groups:preview_handover          /staff/handover/{staff_fien}/to/{staff_finn} door door door code code 403 403 403 200 200 door door
groups:hand_over                 /staff/handover/{staff_finn}     door door door typed typed 403 403 groups:handover groups:handover groups:handover door door
groups:copies                    /staff/copies                                door door door code code 403 403 200 200 200 door door
groups:request_copy                  /staff/registrations/{registered_finn}/copies door door door typed typed 403 403 403 groups:copies groups:copies door door
groups:approve_copy                /staff/copies/{copy_asked}/approval         door door door typed typed 403 403 groups:copies 403 groups:copies door door
groups:download_copy                 /staff/copies/{copy_agreed}/download           door door door typed typed 403 403 403 200 403 door door
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
