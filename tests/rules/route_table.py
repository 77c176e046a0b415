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
accounts:take_join_code          /join                                        accounts:join_words for everyone
accounts:join_words              /join/words                                  accounts:join for everyone
accounts:take_join_words         /join/words                                  accounts:join for everyone
accounts:join_device             /join/device                                 accounts:join for everyone
accounts:take_join_device        /join/device                                 accounts:join for everyone
accounts:join_name               /join/name                                   accounts:join for everyone
accounts:take_join_name          /join/name                                   accounts:join for everyone
accounts:join_about              /join/about                                  accounts:join for everyone
accounts:take_join_about         /join/about                                  accounts:join for everyone
accounts:join_rules              /join/rules                                  accounts:join for everyone
accounts:take_join_rules         /join/rules                                  accounts:join for everyone
accounts:recover                 /recover                                     200   200   200   200   200   200   200   200   200   200   200   200
accounts:take_recovery           /recover                                     accounts:new_code for everyone

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
forum:start_thread               /rooms/{room}/write                          front forum:handed_in forum:handed_in front front front front front front front front front
forum:start_thread               /rooms/{partner_room}/write                  front forum:handed_in 404   front front front front front front front front front

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
forum:answer                     /threads/{thread}                            front forum:handed_in forum:handed_in front front front front front front front front front
forum:answer                     /threads/{partner_thread}                    front forum:handed_in 404   front front front front front front front front front
forum:answer                     /threads/{waiting_thread}                    front 403   404   front front front front front front front front front
forum:answer                     /threads/{closed_thread}                     front kept  kept  front front front front front front front front front
forum:answer                     /threads/{removed_thread}                    front kept  kept  front front front front front front front front front

# Texts: one's own only.
forum:no_preview                 /preview                                     front forum:my_texts forum:my_texts front front front front front front front front front
forum:preview                    /preview                                     front 200   200   front front front front front front front front front
forum:handed_in                  /handed-in/{waiting}                         front 200   404   front front front front front front front front front
forum:handed_in                  /handed-in/{ben_waiting}                     front 404   200   front front front front front front front front front
forum:handed_in                  /handed-in/{published}                       front 200   404   front front front front front front front front front
forum:handed_in                  /handed-in/{team_version}                    front 404   404   front front front front front front front front front
forum:handed_in                  /handed-in/{nobodys_waiting}                 front 404   404   front front front front front front front front front
forum:withdraw                   /handed-in/{waiting}/withdrawal              front forum:draft 404   front front front front front front front front front
forum:withdraw                   /handed-in/{ben_waiting}/withdrawal          front 404   forum:draft front front front front front front front front front
forum:withdraw                   /handed-in/{published}/withdrawal            front forum:handed_in 404   front front front front front front front front front
forum:take_up                    /handed-in/{refused}/draft                   front forum:draft 404   front front front front front front front front front
forum:take_up                    /handed-in/{removed}/draft                   front forum:draft 404   front front front front front front front front front
forum:take_up                    /handed-in/{published}/draft                 front 409   404   front front front front front front front front front
forum:withdraw                   /handed-in/{nobodys_waiting}/withdrawal      front 404   404   front front front front front front front front front
forum:edit                       /posts/{thread_opening}/write                front 200   404   front front front front front front front front front
forum:edit                       /posts/{ben_post}/write                      front 404   200   front front front front front front front front front
forum:edit                       /posts/{waiting_post}/write                  front 200   404   front front front front front front front front front
forum:edit                       /posts/{team_post}/write                     front 404   404   front front front front front front front front front
forum:edit                       /posts/{nobodys_post}/write                  front 404   404   front front front front front front front front front
forum:revise                     /posts/{thread_opening}/write                front forum:handed_in 404   front front front front front front front front front
forum:revise                     /posts/{ben_post}/write                      front 404   forum:handed_in front front front front front front front front front
forum:revise                     /posts/{nobodys_post}/write                  front 404   404   front front front front front front front front front
forum:draft                      /drafts/{draft}                              front 200   404   front front front front front front front front front
forum:draft                      /drafts/{ben_draft}                          front 404   200   front front front front front front front front front
forum:draft                      /drafts/{sent_back_draft}                    front 200   404   front front front front front front front front front
forum:draft                      /drafts/{withdrawn_draft}                    front 200   404   front front front front front front front front front
forum:drop_draft                 /drafts/{draft}/throwing-away                front forum:my_texts 404   front front front front front front front front front
forum:drop_draft                 /drafts/{ben_draft}/throwing-away            front 404   forum:my_texts front front front front front front front front front
forum:my_texts                   /my-texts                                    front 200   200   front front front front front front front front front
forum:my_texts_from              /my-texts/from/{cursor}                      front 200   200   front front front front front front front front front
forum:notices                    /notices                                     front 200   200   front front front front front front front front front
forum:notices_from               /notices/from/{cursor}                       front 200   200   front front front front front front front front front

# The door of staff. A member is nobody here.
accounts:staff_door              /staff/                                      200   200   200   accounts:staff_code accounts:staff_code moderation:queue moderation:queue groups:waiting groups:waiting moderation:queue 200   200
accounts:begin_staff_sign_in     /staff/sign-in                               accounts:staff_code for everyone
accounts:staff_sign_out          /staff/sign-out                              accounts:staff_door for everyone
accounts:staff_code              /staff/code                                  door  door  door  accounts:enrol_app 200   door  door  door  door  door  door  door
accounts:take_staff_code         /staff/code                                  door  door  door  422   accounts:staff_door accounts:staff_door accounts:staff_door accounts:staff_door accounts:staff_door accounts:staff_door door  door
accounts:enrol                   /staff/enrol                                 200   200   200   200   200   200   200   200   200   200   200   200
accounts:take_enrolment          /staff/enrol                                 accounts:enrol_app for everyone
accounts:enrol_app               /staff/app                                   door  door  door  200   door  door  door  door  door  door  door  door
accounts:confirm_app             /staff/app                                   door  door  door  422   door  door  door  door  door  door  door  door

# A colleague's own page.
accounts:staff_account           /staff/account                               door  door  door  code  code  200   200   200   200   200   door  door
accounts:staff_end_others        /staff/account/sign-ins                      door  door  door  typed typed accounts:staff_account accounts:staff_account accounts:staff_account accounts:staff_account accounts:staff_account door  door
accounts:change_keys             /staff/account/keys                          door  door  door  typed typed accounts:staff_account accounts:staff_account accounts:staff_account accounts:staff_account accounts:staff_account door  door
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
accounts:take_apply_about        /apply                                       accounts:apply_age accounts:apply_age accounts:apply_age accounts:apply_age accounts:apply_age accounts:apply_age accounts:apply_age accounts:apply_age accounts:apply_age accounts:apply_age accounts:apply_age accounts:apply_age
accounts:apply_age               /apply/age                                   accounts:apply_about accounts:apply_about accounts:apply_about accounts:apply_about accounts:apply_about accounts:apply_about accounts:apply_about accounts:apply_about accounts:apply_about accounts:apply_about accounts:apply_about accounts:apply_about
accounts:take_apply_age          /apply/age                                   accounts:apply_about accounts:apply_about accounts:apply_about accounts:apply_about accounts:apply_about accounts:apply_about accounts:apply_about accounts:apply_about accounts:apply_about accounts:apply_about accounts:apply_about accounts:apply_about
accounts:apply_relation          /apply/relation                              accounts:apply_about accounts:apply_about accounts:apply_about accounts:apply_about accounts:apply_about accounts:apply_about accounts:apply_about accounts:apply_about accounts:apply_about accounts:apply_about accounts:apply_about accounts:apply_about
accounts:take_apply_relation     /apply/relation                              accounts:apply_about accounts:apply_about accounts:apply_about accounts:apply_about accounts:apply_about accounts:apply_about accounts:apply_about accounts:apply_about accounts:apply_about accounts:apply_about accounts:apply_about accounts:apply_about
accounts:apply_hope              /apply/hope                                  accounts:apply_about accounts:apply_about accounts:apply_about accounts:apply_about accounts:apply_about accounts:apply_about accounts:apply_about accounts:apply_about accounts:apply_about accounts:apply_about accounts:apply_about accounts:apply_about
accounts:take_apply_hope         /apply/hope                                  accounts:apply_about accounts:apply_about accounts:apply_about accounts:apply_about accounts:apply_about accounts:apply_about accounts:apply_about accounts:apply_about accounts:apply_about accounts:apply_about accounts:apply_about accounts:apply_about
accounts:apply_elsewhere         /apply/elsewhere/younger                     200   200   200   200   200   200   200   200   200   200   200   200
accounts:apply_elsewhere         /apply/elsewhere/nobody                      404   404   404   404   404   404   404   404   404   404   404   404
accounts:application_code        /apply/code                                  200   200   200   200   200   200   200   200   200   200   accounts:application_mine 200
accounts:application_take_code   /apply/code                                  accounts:application_mine accounts:application_mine accounts:application_mine accounts:application_mine accounts:application_mine accounts:application_mine accounts:application_mine accounts:application_mine accounts:application_mine accounts:application_mine accounts:application_mine accounts:application_mine
accounts:application_leave       /apply/leaving                               accounts:signed_out accounts:signed_out accounts:signed_out accounts:signed_out accounts:signed_out accounts:signed_out accounts:signed_out accounts:signed_out accounts:signed_out accounts:signed_out accounts:signed_out accounts:signed_out
accounts:application_mine        /apply/mine                                  desk  desk  desk  desk  desk  desk  desk  desk  desk  desk  200   desk
accounts:application_receipt     /apply/receipt                               desk  desk  desk  desk  desk  desk  desk  desk  desk  desk  accounts:application_mine desk
accounts:application_kept        /apply/receipt                               desk  desk  desk  desk  desk  desk  desk  desk  desk  desk  accounts:application_mine desk
accounts:application_sentence    /apply/sentence                              desk  desk  desk  desk  desk  desk  desk  desk  desk  desk  200   desk
accounts:application_use_sentence /apply/sentence                              desk  desk  desk  desk  desk  desk  desk  desk  desk  desk  accounts:application_mine desk
accounts:answer_application      /apply/mine                                  desk  desk  desk  desk  desk  desk  desk  desk  desk  desk  accounts:application_mine desk
accounts:withdraw_application    /apply/mine/withdrawal                       desk  desk  desk  desk  desk  desk  desk  desk  desk  desk  accounts:application_mine desk
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
moderation:note_application      /staff/applications/{applied_received}/notes door  door  door  typed typed moderation:application moderation:application 403   403   moderation:application door  door
moderation:note_application      /staff/applications/{applied_declined}/notes door  door  door  typed typed 403   403   403   403   403   door  door
moderation:renew_application_code /staff/applications/{applied_asked}/code     door  door  door  typed typed 200   200   403   403   200   door  door

# Registering for a group: open to everyone. Rita holds the code of one that is on the waiting list.
groups:register_age              /register                                    200   200   200   200   200   200   200   200   200   200   200   200
groups:take_age                  /register                                    groups:register_relation groups:register_relation groups:register_relation groups:register_relation groups:register_relation groups:register_relation groups:register_relation groups:register_relation groups:register_relation groups:register_relation groups:register_relation groups:register_relation
groups:register_relation         /register/relation                           groups:register_age groups:register_age groups:register_age groups:register_age groups:register_age groups:register_age groups:register_age groups:register_age groups:register_age groups:register_age groups:register_age groups:register_age
groups:take_relation             /register/relation                           groups:register_age groups:register_age groups:register_age groups:register_age groups:register_age groups:register_age groups:register_age groups:register_age groups:register_age groups:register_age groups:register_age groups:register_age
groups:register_format           /register/format                             groups:register_age groups:register_age groups:register_age groups:register_age groups:register_age groups:register_age groups:register_age groups:register_age groups:register_age groups:register_age groups:register_age groups:register_age
groups:take_format               /register/format                             groups:register_age groups:register_age groups:register_age groups:register_age groups:register_age groups:register_age groups:register_age groups:register_age groups:register_age groups:register_age groups:register_age groups:register_age
groups:register_place            /register/place                              groups:register_age groups:register_age groups:register_age groups:register_age groups:register_age groups:register_age groups:register_age groups:register_age groups:register_age groups:register_age groups:register_age groups:register_age
groups:take_place                /register/place                              groups:register_age groups:register_age groups:register_age groups:register_age groups:register_age groups:register_age groups:register_age groups:register_age groups:register_age groups:register_age groups:register_age groups:register_age
groups:register_times            /register/times                              groups:register_age groups:register_age groups:register_age groups:register_age groups:register_age groups:register_age groups:register_age groups:register_age groups:register_age groups:register_age groups:register_age groups:register_age
groups:take_times                /register/times                              groups:register_age groups:register_age groups:register_age groups:register_age groups:register_age groups:register_age groups:register_age groups:register_age groups:register_age groups:register_age groups:register_age groups:register_age
groups:register_language         /register/language                           groups:register_age groups:register_age groups:register_age groups:register_age groups:register_age groups:register_age groups:register_age groups:register_age groups:register_age groups:register_age groups:register_age groups:register_age
groups:take_language             /register/language                           groups:register_age groups:register_age groups:register_age groups:register_age groups:register_age groups:register_age groups:register_age groups:register_age groups:register_age groups:register_age groups:register_age groups:register_age
groups:register_name             /register/name                               groups:register_age groups:register_age groups:register_age groups:register_age groups:register_age groups:register_age groups:register_age groups:register_age groups:register_age groups:register_age groups:register_age groups:register_age
groups:take_name                 /register/name                               groups:register_age groups:register_age groups:register_age groups:register_age groups:register_age groups:register_age groups:register_age groups:register_age groups:register_age groups:register_age groups:register_age groups:register_age
groups:register_contact          /register/contact                            groups:register_age groups:register_age groups:register_age groups:register_age groups:register_age groups:register_age groups:register_age groups:register_age groups:register_age groups:register_age groups:register_age groups:register_age
groups:take_contact              /register/contact                            groups:register_age groups:register_age groups:register_age groups:register_age groups:register_age groups:register_age groups:register_age groups:register_age groups:register_age groups:register_age groups:register_age groups:register_age
groups:register_circle           /register/circle                             groups:register_age groups:register_age groups:register_age groups:register_age groups:register_age groups:register_age groups:register_age groups:register_age groups:register_age groups:register_age groups:register_age groups:register_age
groups:take_circle               /register/circle                             groups:register_age groups:register_age groups:register_age groups:register_age groups:register_age groups:register_age groups:register_age groups:register_age groups:register_age groups:register_age groups:register_age groups:register_age
groups:register_check            /register/check                              groups:register_age groups:register_age groups:register_age groups:register_age groups:register_age groups:register_age groups:register_age groups:register_age groups:register_age groups:register_age groups:register_age groups:register_age
groups:hand_in_registration      /register/check                              groups:register_age groups:register_age groups:register_age groups:register_age groups:register_age groups:register_age groups:register_age groups:register_age groups:register_age groups:register_age groups:register_age groups:register_age
groups:registration_code         /register/code                               200   200   200   200   200   200   200   200   200   200   200   groups:registration_mine
groups:registration_take_code    /register/code                               groups:registration_mine groups:registration_mine groups:registration_mine groups:registration_mine groups:registration_mine groups:registration_mine groups:registration_mine groups:registration_mine groups:registration_mine groups:registration_mine groups:registration_mine groups:registration_mine
groups:registration_leave        /register/leaving                            accounts:signed_out accounts:signed_out accounts:signed_out accounts:signed_out accounts:signed_out accounts:signed_out accounts:signed_out accounts:signed_out accounts:signed_out accounts:signed_out accounts:signed_out accounts:signed_out
groups:registration_mine         /register/mine                               desk  desk  desk  desk  desk  desk  desk  desk  desk  desk  desk  200
groups:registration_receipt      /register/receipt                            desk  desk  desk  desk  desk  desk  desk  desk  desk  desk  desk  groups:registration_mine
groups:registration_kept         /register/receipt                            desk  desk  desk  desk  desk  desk  desk  desk  desk  desk  desk  groups:registration_mine
groups:registration_sentence     /register/sentence                           desk  desk  desk  desk  desk  desk  desk  desk  desk  desk  desk  200
groups:registration_use_sentence /register/sentence                           desk  desk  desk  desk  desk  desk  desk  desk  desk  desk  desk  groups:registration_mine
groups:pause_registration        /register/mine/pause                         desk  desk  desk  desk  desk  desk  desk  desk  desk  desk  desk  groups:registration_mine
groups:resume_registration       /register/mine/return                        desk  desk  desk  desk  desk  desk  desk  desk  desk  desk  desk  409
groups:withdraw_registration     /register/mine/withdrawal                    desk  desk  desk  desk  desk  desk  desk  desk  desk  desk  desk  groups:registration_mine
groups:note_death                /register/mine/loss                          desk  desk  desk  desk  desk  desk  desk  desk  desk  desk  desk  groups:registration_mine
groups:erase_registration        /register/mine/erasure                       desk  desk  desk  desk  desk  desk  desk  desk  desk  desk  desk  groups:register_age

# The waiting list: the coordinator sees all, a facilitator who was given to them.
groups:waiting                   /staff/waiting                               door  door  door  code  code  403   403   200   200   200   door  door
groups:new_registration          /staff/registrations/new                     door  door  door  code  code  403   403   200   200   200   door  door
groups:enter_registration        /staff/registrations/new                     door  door  door  typed typed 403   403   200   200   200   door  door
groups:registration              /staff/registrations/{registered_finn}       door  door  door  code  code  403   403   200   200   200   door  door
groups:registration              /staff/registrations/{registered_pool}       door  door  door  code  code  403   403   404   200   200   door  door
groups:registration              /staff/registrations/{registered_erased}     door  door  door  code  code  403   403   404   404   404   door  door
groups:note_talk                 /staff/registrations/{registered_finn}/talk  door  door  door  typed typed 403   403   409   409   409   door  door
groups:note_talk                 /staff/registrations/{registered_received}/talk door  door  door  typed typed 403   403   404   groups:registration groups:registration door  door
groups:end_registration          /staff/registrations/{registered_received}/ending door  door  door  typed typed 403   403   404   groups:waiting groups:waiting door  door
groups:end_registration          /staff/registrations/{registered_withdrawn}/ending door  door  door  typed typed 403   403   404   409   409   door  door
groups:assign                    /staff/registrations/{registered_pool}/facilitator door  door  door  typed typed 403   403   403   groups:registration groups:registration door  door
groups:reveal                    /staff/registrations/{registered_finn}/contact door  door  door  typed typed 403   403   200   200   200   door  door
groups:reveal                    /staff/registrations/{registered_pool}/contact door  door  door  typed typed 403   403   404   200   200   door  door
groups:renew_registration_code   /staff/registrations/{registered_finn}/code  door  door  door  typed typed 403   403   200   200   200   door  door

# By code: a seat. Rita has none yet, so there is nothing to answer.
groups:answer_offer              /register/mine/offer                         desk desk desk desk desk desk desk desk desk desk desk 409
groups:agree                     /register/mine/agreements                    desk desk desk desk desk desk desk desk desk desk desk 409
groups:give_back                 /register/mine/giving-back                   desk desk desk desk desk desk desk desk desk desk desk 409
groups:stop                      /register/mine/stopping                      desk desk desk desk desk desk desk desk desk desk desk 409
groups:once_more                 /register/mine/again                         desk desk desk desk desk desk desk desk desk desk desk 409
groups:own_answers               /register/mine/answers                       desk desk desk desk desk desk desk desk desk desk desk 200
groups:change_answers            /register/mine/answers                       desk desk desk desk desk desk desk desk desk desk desk groups:registration_mine
groups:calendar                  /register/mine/agenda                        desk desk desk desk desk desk desk desk desk desk desk 404
groups:calendar_gone             /register/mine/agenda/gone                   desk desk desk desk desk desk desk desk desk desk desk 404
groups:own_room                  /register/mine/room/{group_session}          desk desk desk desk desk desk desk desk desk desk desk 404
groups:excuse                    /register/mine/sessions/{group_session}/coming desk desk desk desk desk desk desk desk desk desk desk 404

# The waiting list goes on: parts of it, and what is noted about somebody.
groups:waiting_chosen            /staff/waiting/{chosen_list}                 door door door code code 403 403 404 200 404 door door
groups:choose_waiting            /staff/waiting                               door door door code  code  403 403 groups:waiting groups:waiting groups:waiting door door
groups:note_facts                /staff/registrations/{registered_finn}/facts door door door typed typed 403 403 groups:registration groups:registration groups:registration door door
groups:note_facts                /staff/registrations/{registered_pool}/facts door door door typed typed 403 403 404 groups:registration groups:registration door door
groups:rank                      /staff/registrations/{registered_finn}/priority door door door typed typed 403 403 403 groups:registration groups:registration door door
groups:bind                      /staff/registrations/{registered_finn}/bonds door door door typed typed 403 403 403 groups:registration groups:registration door door
groups:unbind                    /staff/registrations/{registered_finn}/bonds/undone door door door typed typed 403 403 403 groups:registration groups:registration door door
groups:answer_for                /staff/registrations/{registered_offered}/answer door door door typed typed 403 403 404 groups:registration groups:registration door door
groups:answer_for                /staff/registrations/{registered_in_group}/answer door door door typed typed 403 403 groups:registration groups:registration groups:registration door door
groups:agree_for                 /staff/registrations/{registered_in_group}/agreements door door door typed typed 403 403 groups:registration groups:registration groups:registration door door
groups:agree_for                 /staff/registrations/{registered_placed}/agreements door door door typed typed 403 403 404 groups:registration groups:registration door door
groups:stop_for                  /staff/registrations/{registered_active}/stopping door door door typed typed 403 403 404 groups:registration groups:registration door door
groups:stop_for                  /staff/registrations/{registered_in_group}/stopping door door door typed typed 403 403 409 409 409 door door
groups:part                      /staff/registrations/{registered_in_group}/parting door door door typed typed 403 403 groups:registration groups:registration groups:registration door door
groups:part                      /staff/registrations/{registered_placed}/parting door door door typed typed 403 403 404 groups:registration groups:registration door door

# Groups: the coordinator plans all, Finn leads one.
groups:groups                    /staff/groups                                door door door code code 403 403 200 200 200 door door
groups:new_group                 /staff/groups/new                            door door door code code 403 403 403 200 200 door door
groups:make_group                /staff/groups/new                            door door door typed typed 403 403 403 groups:group groups:group door door
groups:group                     /staff/groups/{group}                        door door door code code 403 403 200 200 200 door door
groups:group                     /staff/groups/{other_group}                  door door door code code 403 403 404 200 200 door door
groups:edit_group                /staff/groups/{group}/change                 door door door code code 403 403 403 200 200 door door
groups:change_group              /staff/groups/{group}/change                 door door door typed typed 403 403 403 groups:group groups:group door door
groups:plan_sessions             /staff/groups/{group}/sessions               door door door typed typed 403 403 groups:group groups:group groups:group door door
groups:plan_sessions             /staff/groups/{other_group}/sessions         door door door typed typed 403 403 404 groups:group groups:group door door
groups:recruit                   /staff/groups/{draft_group}/recruiting       door door door typed typed 403 403 403 groups:group groups:group door door
groups:confirm_group             /staff/groups/{group}/confirmation           door door door typed typed 403 403 403 409 409 door door
groups:finish_group              /staff/groups/{group}/finish                 door door door typed typed 403 403 409 409 409 door door
groups:finish_group              /staff/groups/{other_group}/finish           door door door typed typed 403 403 404 409 409 door door
groups:call_off_group            /staff/groups/{group}/calling-off            door door door typed typed 403 403 403 groups:group groups:group door door
groups:people                    /staff/groups/{group}/people                 door door door code code 403 403 403 200 200 door door
groups:offer_seats               /staff/groups/{group}/people                 door door door typed typed 403 403 403 422 422 door door
groups:session                   /staff/sessions/{group_session}              door door door code code 403 403 200 200 200 door door
groups:session                   /staff/sessions/{other_group_session}        door door door code code 403 403 404 200 200 door door
groups:tell_about                /staff/sessions/{group_session}/about        door door door typed typed 403 403 groups:session groups:session groups:session door door
groups:tell_about                /staff/sessions/{other_group_session}/about  door door door typed typed 403 403 404 groups:session groups:session door door
groups:move_session              /staff/sessions/{group_session}/moving       door door door typed typed 403 403 groups:session groups:session groups:session door door
groups:move_session              /staff/sessions/{other_group_session}/moving door door door typed typed 403 403 404 groups:session groups:session door door
groups:cancel_session            /staff/sessions/{group_session}/cancellation door door door typed typed 403 403 groups:group groups:group groups:group door door
groups:cancel_session            /staff/sessions/{other_group_session}/cancellation door door door typed typed 403 403 404 groups:group groups:group door door
groups:mark                      /staff/sessions/{group_session_over}/attendance door door door typed typed 403 403 groups:session groups:session groups:session door door
groups:mark                      /staff/sessions/{other_group_session_over}/attendance door door door typed typed 403 403 404 409 409 door door
groups:excuse_for                /staff/sessions/{group_session}/coming       door door door typed typed 403 403 groups:session groups:session groups:session door door
groups:excuse_for                /staff/sessions/{other_group_session}/coming door door door typed typed 403 403 404 409 409 door door
groups:hold_session              /staff/sessions/{group_session_over}/held    door door door typed typed 403 403 groups:session groups:session groups:session door door
groups:hold_session              /staff/sessions/{other_group_session_over}/held door door door typed typed 403 403 404 groups:session groups:session door door
groups:session_room              /staff/sessions/{group_session}/room         door door door code code 403 403 404 404 404 door door

# A facilitator's days.
groups:week                      /staff/week                                  door door door code code 403 403 200 200 200 door door
groups:another_week              /staff/week/2026-12-01                       door door door code code 403 403 200 200 200 door door
groups:tick                      /staff/errands/{errand}                      door door door typed typed 403 403 groups:week groups:week groups:week door door
groups:hours                     /staff/hours                                 door door door code code 403 403 200 403 403 door door
groups:set_hours                 /staff/hours                                 door door door typed typed 403 403 groups:hours 403 403 door door
groups:own_call                  /register/mine/call                          desk desk desk desk desk desk desk desk desk desk desk 200
groups:own_call_by               /register/mine/call/by/phone                 desk desk desk desk desk desk desk desk desk desk desk 200
groups:own_call_room             /register/mine/call/room                     desk desk desk desk desk desk desk desk desk desk desk 404
groups:choose_moment             /register/mine/call                          desk desk desk desk desk desk desk desk desk desk desk 422
groups:let_own_call_go           /register/mine/call/letting-go               desk desk desk desk desk desk desk desk desk desk desk 409
groups:decline_call              /register/mine/call/declining                desk desk desk desk desk desk desk desk desk desk desk groups:registration_mine
groups:call                      /staff/calls/{call}                          door door door code code 403 403 200 200 200 door door
groups:call                      /staff/calls/{other_call}                    door door door code code 403 403 404 200 200 door door
groups:call_number               /staff/calls/{call}/number                   door door door typed typed 403 403 403 403 403 door door
groups:call_number               /staff/calls/{other_call}/number             door door door typed typed 403 403 404 403 403 door door
groups:book_call                 /staff/calls/{call}/moment                   door door door typed typed 403 403 groups:call groups:call groups:call door door
groups:let_call_go               /staff/calls/{call}/letting-go               door door door typed typed 403 403 groups:call groups:call groups:call door door
groups:no_answer                 /staff/calls/{call}/no-answer                door door door typed typed 403 403 409 409 409 door door
groups:call_absence              /staff/calls/{call}/absence                  door door door typed typed 403 403 groups:call groups:call groups:call door door
groups:hold_call                 /staff/calls/{call}/held                     door door door typed typed 403 403 groups:registration groups:registration groups:registration door door
groups:put_right                 /staff/calls/{call}/outcome                  door door door typed typed 403 403 409 409 409 door door
groups:call_room                 /staff/calls/{call}/room                     door door door code code 403 403 404 404 404 door door
groups:ask_call_again            /register/mine/call/again                    desk desk desk desk desk desk desk desk desk desk desk 409
groups:plan_call                 /staff/registrations/{registered_pool}/calls door door door typed typed 403 403 404 422 422 door door
groups:begin_preparation         /staff/registrations/{registered_pool}/preparation door door door typed typed 403 403 404 groups:registration groups:registration door door
groups:begin_preparation         /staff/registrations/{registered_in_group}/preparation door door door typed typed 403 403 409 409 409 door door
groups:name_goal                 /staff/registrations/{registered_pool}/preparation/goal door door door typed typed 403 403 404 409 409 door door
groups:end_preparation           /staff/registrations/{registered_finn}/preparation/ending door door door typed typed 403 403 409 409 409 door door
groups:name_own_goal             /register/mine/goal                          desk desk desk desk desk desk desk desk desk desk desk 409
groups:answer_aftercare          /staff/registrations/{registered_completed}/aftercare door door door typed typed 403 403 404 groups:registration groups:registration door door
groups:answer_aftercare          /staff/registrations/{registered_in_group}/aftercare door door door typed typed 403 403 409 409 409 door door
groups:want_aftercare            /register/mine/aftercare                     desk desk desk desk desk desk desk desk desk desk desk 409
groups:plan_call                 /staff/registrations/{registered_in_group}/calls door door door typed typed 403 403 422 422 422 door door
groups:book_call                 /staff/calls/{other_call}/moment             door door door typed typed 403 403 404 groups:call groups:call door door
groups:let_call_go               /staff/calls/{other_call}/letting-go         door door door typed typed 403 403 404 409 409 door door
groups:change_days               /staff/hours/changes                         door door door typed typed 403 403 groups:hours 403 403 door door
groups:undo_change               /staff/hours/changes/{change}                door door door typed typed 403 403 groups:hours 403 403 door door
groups:set_terms                 /staff/hours/terms                           door door door typed typed 403 403 groups:hours 403 403 door door
groups:make_feed                 /staff/hours/feed                            door door door typed typed 403 403 200 403 403 door door
groups:take_feed_back            /staff/hours/feed/ending                     door door door typed typed 403 403 groups:hours 403 403 door door
groups:feed                      /agenda/none                                 404 404 404 404 404 404 404 404 404 404 404 404
scheduler:index                  /staff/by-itself                             door door door code code 403 403 403 200 200 door door

# Duty: the rota, and the door in busy times. Where else people are welcome. What choices cost.
moderation:duty                  /staff/duty                                  door door door code code 200 200 403 200 200 door door
moderation:duty_week             /staff/duty/{duty_day}                       door door door code code 200 200 403 200 200 door door
moderation:take_on               /staff/duty/turns                            door door door typed typed moderation:duty_week moderation:duty_week 403 moderation:duty_week moderation:duty_week door door
moderation:give_back             /staff/duty/turns/{turn}/ending              door door door typed typed moderation:duty_week 403 403 moderation:duty_week moderation:duty_week door door
moderation:repeat_week           /staff/duty/{duty_day}/repeats               door door door typed typed 403 403 403 moderation:duty_week moderation:duty_week door door
moderation:close_door            /staff/door                                  door door door typed typed moderation:duty moderation:duty 403 moderation:duty moderation:duty door door
moderation:open_door             /staff/door/opening                          door door door typed typed moderation:duty moderation:duty 403 moderation:duty moderation:duty door door
groups:places                    /staff/places                                door door door code code 200 200 200 200 200 door door
groups:new_place                 /staff/places/new                            door door door code code 403 403 200 200 200 door door
groups:add_place                 /staff/places/new                            door door door typed typed 403 403 groups:places groups:places groups:places door door
groups:place                     /staff/places/{place}                        door door door code code 403 403 200 200 200 door door
groups:change_place              /staff/places/{place}                        door door door typed typed 403 403 groups:places groups:places groups:places door door
groups:take_place_out            /staff/places/{place}/removal                door door door typed typed 403 403 groups:places groups:places groups:places door door
groups:choices                   /staff/choices                               door door door code code 403 403 403 200 200 door door
groups:prepare                   /register/mine/preparing                     desk desk desk desk desk desk desk desk desk desk desk 200
groups:note_death_for            /staff/registrations/{registered_pool}/loss  door door door typed typed 403 403 404 groups:registration groups:registration door door
groups:note_death_for            /staff/registrations/{registered_in_group}/loss door door door typed typed 403 403 groups:registration groups:registration groups:registration door door
groups:note_death_for            /staff/registrations/{registered_withdrawn}/loss door door door typed typed 403 403 404 409 409 door door

# Words behind the code, looking back, standing in, copies.
groups:own_words                 /register/mine/words                         desk desk desk desk desk desk desk desk desk desk desk 200
groups:say                       /register/mine/words                         desk desk desk desk desk desk desk desk desk desk desk groups:own_words
groups:look                      /register/mine/looking-back                  desk desk desk desk desk desk desk desk desk desk desk 409
groups:look_back                 /register/mine/looking-back                  desk desk desk desk desk desk desk desk desk desk desk 409
groups:words                     /staff/registrations/{registered_finn}/words door door door code code 403 403 200 403 403 door door
groups:words                     /staff/registrations/{registered_pool}/words door door door code code 403 403 404 200 200 door door
groups:answer_words              /staff/registrations/{registered_finn}/words door door door typed typed 403 403 groups:words 403 403 door door
groups:answer_words              /staff/registrations/{registered_pool}/words door door door typed typed 403 403 404 groups:words groups:words door door
groups:words_read                /staff/registrations/{registered_finn}/words/read door door door typed typed 403 403 groups:week 403 403 door door
groups:words_read                /staff/registrations/{registered_pool}/words/read door door door typed typed 403 403 404 groups:week groups:week door door
groups:looked_back               /staff/looking-back                          door door door code code 403 403 403 200 200 door door
groups:standing_in               /staff/standing-in                           door door door code code 403 403 200 200 200 door door
groups:set_deputy                /staff/standing-in/{staff_finn}/deputy       door door door typed typed 403 403 403 groups:standing_in groups:standing_in door door
groups:look_at_handover          /staff/standing-in/{staff_finn}/to/{staff_fien} door door door code code 403 403 200 200 200 door door
groups:look_at_handover          /staff/standing-in/{staff_fien}/to/{staff_finn} door door door code code 403 403 403 200 200 door door
groups:hand_over                 /staff/standing-in/{staff_finn}/handover     door door door typed typed 403 403 groups:standing_in groups:standing_in groups:standing_in door door
groups:copies                    /staff/copies                                door door door code code 403 403 200 200 200 door door
groups:ask_copy                  /staff/registrations/{registered_finn}/copies door door door typed typed 403 403 403 groups:copies groups:copies door door
groups:agree_copy                /staff/copies/{copy_asked}/agreement         door door door typed typed 403 403 groups:copies 403 groups:copies door door
groups:take_copy                 /staff/copies/{copy_agreed}/taking           door door door typed typed 403 403 403 200 403 door door
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
