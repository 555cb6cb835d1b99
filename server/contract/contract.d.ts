// Written by `python -m server.contract` from the dataclasses beside this file; change those.
// In a page:  /** @import { BoardSnapshot } from "/contract/v1/contract.js" */

export type BoxId = string;

/** `<ticket id>/<number of the call>`: a recall has a new one, so it sounds again. */
export type CallId = string;

export type CategoryId = string;

export type HallId = string;

export type PersonId = string;

/** The unguessable part of `/t/<secret>`. */
export type PhoneSecret = string;

export type PrintJobId = string;

/** A UUID minted at the touch or press; a repeat by the same actor gets the same answer. */
export type RequestId = string;

export type ServiceId = string;

export type SphereId = string;

export type TicketId = string;

export type WindowId = string;

/** An instant with its zone, such as `2026-01-31T09:30:00.000+02:00`. */
export type Time = string;

/** What a box is for, and so what it may ask of the server. */
export type BoxKind = "kiosk" | "display" | "buttons" | "printer";

/** Why nobody is called to a staffed window; a closed set, so that no free text tells of an illness. */
export type BreakReason = "lunch" | "rest" | "meeting" | "technical";

/** The health of one device of a box. */
export type DeviceState = "ready" | "warning" | "fault" | "unknown";

/** How a printed slip was proved; the grades of the printer adapters, best first. */
export type Evidence = "a" | "b" | "c" | "d";

/** Whether tickets are given now, and why not. */
export type Intake =
  | "open"
  | "not-yet"
  | "over"
  | "closed-today"
  | "nobody-serves"
  | "suspended"
  | "stopped"
  | "limit-reached"
  | "no-time-left";

/** Languages that are always complete; Ukrainian comes first. */
export type Language = "uk" | "en";

/**
 * Why somebody is called before their turn.
 *
 * A closed set: the journal is kept for ever, and a free text in it would one day name a citizen or an illness.
 */
export type OutOfOrder = "papers-brought" | "agreed-before" | "our-mistake" | "supervisor-decided";

/** What a press means at the panel's window. */
export type PanelAction =
  | "next"
  | "recall"
  | "next-or-recall"
  | "start"
  | "finish"
  | "start-or-finish"
  | "missed"
  | "missed-or-finish";

/** How a window-call panel, or a display at a window, speaks. */
export type PanelMake = "cherha" | "modbus-rtu" | "modbus-tcp" | "numpad" | "qsystem" | "display";

/** What is known of a ticket's slip. */
export type PaperState = "none" | "waiting" | "printing" | "printed" | "failed" | "unknown" | "dropped";

/** How a key of a panel was pressed. */
export type PressKind = "short" | "long" | "second";

/** Why a slip did not come out, or why that is not known. */
export type PrintFault =
  | "none"
  | "paper-out"
  | "cover-open"
  | "cutter"
  | "offline"
  | "no-answer"
  | "unreachable"
  | "broke-off"
  | "lease-ended"
  | "unrecoverable"
  | "not-taken"
  | "paper-low"
  | "slip-refused"
  | "disk"
  | "key-stuck";

/** What a box reports of one slip; unknown is neither success nor a reason to print again unmarked. */
export type PrintOutcome = "printed" | "failed" | "unknown";

/** The class of a ticket; which category a citizen named is never stored (it is health data). */
export type PriorityClass = "ordinary" | "local" | "lawful" | "booked";

/** Stable for ever: clients and their people's habits depend on them. */
export type ProblemCode =
  | "malformed"
  | "too-large"
  | "unknown-command"
  | "not-found"
  | "method-not-allowed"
  | "request-id-reused"
  | "sign-in-needed"
  | "sign-in-failed"
  | "too-many-tries"
  | "csrf"
  | "not-allowed"
  | "unknown-device-key"
  | "unknown-code"
  | "foreign-topic"
  | "unknown-hall"
  | "unknown-service"
  | "purpose-not-offered"
  | "intake-closed"
  | "intake-stopped"
  | "nobody-serves"
  | "suspended"
  | "not-suspended"
  | "limit-reached"
  | "no-time-left"
  | "number-taken"
  | "too-many-services"
  | "already-continued"
  | "unknown-window"
  | "window-taken"
  | "window-not-yours"
  | "window-not-staffed"
  | "receiver-gone"
  | "ticket-in-hand"
  | "no-ticket-in-hand"
  | "another-ticket"
  | "step-refused"
  | "announcements-used-up"
  | "too-early"
  | "announce-again"
  | "not-out-of-turn"
  | "already-returned"
  | "panel-not-assigned"
  | "key-not-assigned"
  | "changed-by-clock"
  | "just-started"
  | "unknown-ticket"
  | "ticket-over"
  | "no-printer"
  | "unknown-print-job"
  | "name-taken"
  | "bad-value"
  | "in-use"
  | "last-of-its-kind"
  | "unknown-person"
  | "unknown-box"
  | "unknown-panel"
  | "weak-password"
  | "not-saved"
  | "busy"
  | "internal"
  | "server-away";

/** What a citizen wants of a service. */
export type Purpose = "consultation" | "hand-in" | "collect";

/** What a person may do; one person may have several. */
export type Role = "administrator" | "receptionist" | "supervisor" | "it" | "auditor";

/** Why every clock of a hall stands still. */
export type SuspensionReason = "alert" | "outage";

/** Where a ticket is in its life; the steps between are in `domain/ticket.py`. */
export type TicketState =
  | "waiting"
  | "called"
  | "serving"
  | "parked"
  | "done"
  | "missed"
  | "expired"
  | "cancelled";

/** What the person at a window does; whether somebody is in hand is told by the ticket. */
export type Work = "at-window" | "break" | "back-office";

/**
 * One more service for the visit in hand: `Done`. Finishing then sends the citizen on by itself.
 *
 * Refused with `unknown-service`, `nobody-serves` where no window has it, `bad-value` when the visit has it
 * already, and `too-many-services` beyond the hall's limit.
 */
export interface AddService {
  request_id: RequestId;
  window_id: WindowId;
  service_id: ServiceId;
  ticket_id?: TicketId | null;
}

/**
 * The socket event `announcement` of the board's topic: said and flashed once per id, dropped after `expires_at`.
 *
 * `audio` is empty when no voice could be made: the flash comes all the same.
 */
export interface Announcement {
  id: CallId;
  hall_id: HallId;
  ticket_id: TicketId;
  label: string;
  window_name: string;
  texts: Record<string, string>;
  audio: AudioClip[];
  called_at: Time;
  expires_at: Time;
}

/** A sound file made by the server, fetched by GET from `path`. */
export interface AudioClip {
  language: string;
  path: string;
  seconds: number;
}

/** One row of the board. */
export interface BoardCall {
  ticket_id: TicketId;
  call_id: CallId;
  label: string;
  window_name: string;
  state: TicketState;
  called_at: Time;
}

/** What a hall screen shows: called and served tickets, newest call first. */
export interface BoardSnapshot {
  kind: "board-snapshot";
  hall_name: Record<string, string>;
  time_zone: string;
  now: Time;
  calls: BoardCall[];
  waiting: BoardWaiting[];
  waiting_total: number;
  notice: Record<string, string>;
  intake: Intake;
  /** When tickets are given next, while none are; None also when nobody can say. */
  opens_at: Time | null;
  /** Meanwhile the calls are of no use to anybody. */
  suspension: SuspensionNow | null;
}

/** How many wait in one sphere. */
export interface BoardWaiting {
  name: Record<string, string>;
  letters: string[];
  people: number;
}

/** The answer to a one-time code: the key is shown once and stored by the box alone. */
export interface BoxEnrolled {
  box_id: BoxId;
  device_key: string;
  kind: BoxKind;
  hall_id: HallId;
}

/** One box: `is_alive` while its socket is there, or 15 s after a report without one: three heartbeats. */
export interface BoxNow {
  box_id: BoxId;
  name: string;
  kind: BoxKind;
  is_alive: boolean;
  seen_at: Time | null;
  version: string;
  devices: DeviceNow[];
  jobs_waiting: number;
  has_printer: boolean;
  /** It has been away for longer than three heartbeats; its devices are as they were then. */
  lost_since: Time | null;
}

/** What one box must know of itself: its slips, the recent ones among them, and where its panels stand. */
export interface BoxSnapshot {
  kind: "box-snapshot";
  jobs_waiting: number;
  papers: TicketPaper[];
  panels: PanelWindow[];
}

/** What a box learns of itself: `GET /v1/boxes/me`. */
export interface BoxWelcome {
  box_id: BoxId;
  name: string;
  kind: BoxKind;
  hall_id: HallId;
  hall_name: Record<string, string>;
  windows: WindowName[];
  /** Of this box alone, as in its `BoxSnapshot`. */
  panels: PanelWindow[];
}

/** Every box of the hall, for reception and IT. */
export interface BoxesSnapshot {
  kind: "boxes-snapshot";
  now: Time;
  boxes: BoxNow[];
}

/**
 * Call who is next for this window: `TicketCalledHere`, or `NobodyWaiting`.
 *
 * With a called ticket in hand it is refused (`ticket-in-hand`); one in service is finished first (a setting of the
 * hall).
 */
export interface CallNext {
  request_id: RequestId;
  window_id: WindowId;
}

/**
 * Call a waiting ticket before its turn, for a reason that the journal keeps: `TicketCalledHere`.
 *
 * It may wait for any service. Room is made as by `CallNext`.
 */
export interface CallTicket {
  request_id: RequestId;
  window_id: WindowId;
  ticket_id: TicketId;
  reason: OutOfOrder;
}

/**
 * A citizen will not come: `Done`. Only for a waiting, called or parked ticket; otherwise `step-refused`.
 *
 * A kiosk may cancel what it gave itself (`unknown-ticket`), as long as it waits.
 */
export interface CancelTicket {
  request_id: RequestId;
  ticket_id: TicketId;
}

/** Who may come out of turn. Which one a citizen chose never leaves the kiosk: only the class does. */
export interface CategoryCard {
  name: Record<string, string>;
  /** The law, or the decision, that it rests on; may be empty. */
  basis: Record<string, string>;
  /** Its class is `lawful`, otherwise `local`. */
  is_by_law: boolean;
}

/**
 * Other services for a ticket that waits, in place of those that it has: `Done`. It keeps label and place.
 *
 * Staff may do so after the intake too. The kiosk that gave the ticket may within ten minutes (`unknown-ticket`
 * afterwards), and only for what is offered now. Refused with `step-refused` when it does not wait.
 */
export interface ChangeRoute {
  request_id: RequestId;
  ticket_id: TicketId;
  /** The first comes first, unless `is_any_order`. */
  service_ids: ServiceId[];
  is_any_order?: boolean;
}

/**
 * A box asks for its next slip: `PrintJobClaimed` with a lease, or `NoPrintJob`.
 *
 * A lease that ends without a report makes the job unknown; it is never handed out again.
 */
export interface ClaimPrintJob {
  request_id: RequestId;
  /**
   * What a slip needs at most there, where that is known: the lease is never shorter. `bad-value` outside
   * `LEASE_SECONDS`.
   */
  seconds?: number | null;
}

/** To whom the citizen goes back once the present service is done: back to the sender. */
export interface ComesBack {
  person_name: string;
  /** Where that person is now; None: at no window, so the citizen will wait for the service instead. */
  window_name: string | null;
}

/**
 * The document for a place out of turn was seen, or was not: `Done`.
 *
 * Not confirmed, the ticket goes back into line as an ordinary one by its first arrival, and the window is free.
 * Refused with `not-out-of-turn`. Which document it was is not asked: that would be health data.
 */
export interface ConfirmPriority {
  request_id: RequestId;
  window_id: WindowId;
  is_confirmed: boolean;
  ticket_id?: TicketId | null;
}

/** Whoever goes on, in the order of their places in line. */
export interface ContinuationGranted {
  kind: "continuation-granted";
  tickets: ContinuedTicket[];
}

/** A ticket, and the one with which it goes on. */
export interface ContinuedTicket {
  former_id: TicketId;
  former_label: string;
  ticket_id: TicketId;
  label: string;
  day: string;
  /** `waiting` when a slip was ordered, `none` where the former one had no printer. */
  paper: PaperState;
}

/** What goes before the weekday on one date; no spans: closed. */
export interface DatedDay {
  day: string;
  spans: SpanHours[];
  /** The day before ends earlier by `KioskLease.pre_holiday_minutes`, unless it is dated itself. */
  is_holiday: boolean;
}

/** Opening of one weekday (Monday is 0), as `HH:MM` in the hall's time; intake ends at or before closing. */
export interface DayHours {
  weekday: number;
  opens: string;
  intake_ends: string;
  closes: string;
}

/** One window: who is there, what is in hand, and how many wait for it. */
export interface DeskSnapshot {
  kind: "desk-snapshot";
  window_id: WindowId;
  window_name: string;
  /** By it a desk sees that a colleague took the window over; names may be alike. */
  person_id: PersonId | null;
  person_name: string | null;
  now: Time;
  service_ids: ServiceId[];
  work: Work;
  break_reason: BreakReason | null;
  /** Later by every suspension since. */
  work_since: Time | null;
  /** When a break is expected to end. */
  work_until: Time | null;
  /** When the next one is called by itself, or as soon as somebody comes after that; None: only by hand. */
  call_due_at: Time | null;
  in_hand: DeskTicket | null;
  /** Set aside here, the longest waiting first. */
  parked: ParkedTicket[];
  waiting: number;
  served_today: number;
  /** Meanwhile nobody is called and no visit begins; one under way may be finished. */
  suspension: SuspensionNow | null;
}

/** The ticket in hand. */
export interface DeskTicket {
  ticket_id: TicketId;
  label: string;
  service_id: ServiceId;
  service_name: Record<string, string>;
  purpose: Purpose;
  priority: PriorityClass;
  /** Somebody has seen the document for its place out of turn. */
  is_confirmed: boolean;
  state: TicketState;
  taken_at: Time;
  called_at: Time;
  /** How long it has been in service at `DeskSnapshot.now`, without suspensions; None: it is only called. */
  served_ms: number | null;
  /** Announcements of this turn. */
  calls: number;
  calls_left: number;
  /** So many more of them are to be made before it may be marked missed. */
  calls_before_missed: number;
  missed_allowed_at: Time;
  /** Further services of the visit, the next one first. */
  route: RouteStop[];
  /** One after another; else whichever window is free first. */
  is_route_ordered: boolean;
  /** So many more may be added to the visit. */
  services_left: number;
  /** Finishing sends it there first. */
  comes_back_to: ComesBack | null;
  paper: PaperState;
  paper_fault: PrintFault;
  may_cancel: boolean;
}

/** One device of a box, last reported. */
export interface DeviceNow {
  name: string;
  state: DeviceState;
  fault: PrintFault;
  detail: string;
  /** When it came to be so. */
  since: Time | null;
  /** What to do about its fault, by language; empty when nothing is wrong. */
  remedy: Record<string, string>;
  /** Of a printer whose rolls are counted. */
  paper: PaperLeft | null;
  /** A printer: it has been out of paper since «new roll» was last pressed. */
  has_run_out: boolean;
}

/** One device of a box as the box sees it. */
export interface DeviceReport {
  name: string;
  state: DeviceState;
  fault?: PrintFault;
  detail?: string;
}

/** Accepted; what changed is in the next snapshots. */
export interface Done {
  kind: "done";
}

/**
 * Reception enters a batch of hand-given numbers, all or none: `PaperTicketsEntered`.
 *
 * Each stands in line by its time; equal times keep the order of the batch. Opening hours are not asked: these
 * people were let in by hand. Refused with `number-taken` when one of the numbers was entered before.
 */
export interface EnterPaperTickets {
  request_id: RequestId;
  tickets: PaperTicket[];
}

/** The visit is over: `Done`. A called ticket that was never started is refused with `step-refused`. */
export interface FinishServing {
  request_id: RequestId;
  window_id: WindowId;
  ticket_id?: TicketId | null;
}

/** The ticket with which another one goes on, for its holder. */
export interface GoesOn {
  label: string;
  day: string;
  phone_secret: PhoneSecret;
}

/**
 * Those who cannot be served any more go on when the hall opens next, before all who come then:
 * `ContinuationGranted`.
 *
 * For tickets that wait, were called or set aside today, and for those that expired on the last open day. Each gets
 * a new label for its new day; all or none. Refused with `already-continued` the second time, and with
 * `unknown-service` and `nobody-serves` where a service of a visit was archived or no window has it any more.
 */
export interface GrantContinuation {
  request_id: RequestId;
  ticket_ids: TicketId[];
}

/** Everything a kiosk shows and may give until `valid_until`; `version` changes with the catalogue. */
export interface KioskLease {
  hall_id: HallId;
  hall_name: Record<string, string>;
  time_zone: string;
  version: number;
  hours: DayHours[];
  spheres: SphereCard[];
  /** The right to be served out of turn, on the first screen; without it, and without categories, none is claimed. */
  out_of_turn_notice: Record<string, string>;
  /** Interface texts by language and key, the same catalogue as the server's own pages. */
  texts: Record<string, Record<string, string>>;
  /** Paths of sound files to keep. */
  sounds: string[];
  reserved: ReservedNumber[];
  phone_base_url: string;
  issued_at: Time;
  valid_until: Time;
  exceptions: DatedDay[];
  pre_holiday_minutes: number;
  /** Of those who may come out of turn; empty: only the right by law can be claimed. */
  categories: CategoryCard[];
  /** So many may be asked for with one ticket. */
  services_per_visit: number;
}

/** The moving part of what a kiosk shows; the rest is in the lease, whose `version` tells when to fetch it anew. */
export interface KioskSnapshot {
  kind: "kiosk-snapshot";
  lease_version: number;
  intake: Intake;
  now: Time;
  services: ServiceNow[];
  /** Of the whole hall; as `BoardSnapshot.opens_at`. */
  opens_at: Time | null;
  /** Tickets may be given all the same, if the office wants that: `intake` tells. */
  suspension: SuspensionNow | null;
}

/** The person at a window leaves it; refused with `ticket-in-hand` while one is called or served. Answer `Done`. */
export interface LeaveWindow {
  request_id: RequestId;
  window_id: WindowId;
}

/**
 * The called citizen has not come: `Done`. Refused with `too-early` before the hall's waiting time (two minutes) is
 * over.
 */
export interface MarkMissed {
  request_id: RequestId;
  window_id: WindowId;
  ticket_id?: TicketId | null;
}

/** Nothing to print. */
export interface NoPrintJob {
  kind: "no-print-job";
}

/** The line of this window is empty: an answer, not an error. */
export interface NobodyWaiting {
  kind: "nobody-waiting";
  finished: TicketId | null;
}

/** One panel that a box has heard, or that its settings name. */
export interface PanelReport {
  /** As in the box's settings: two wires may have panels of the same address. */
  wire: string;
  address: string;
  make: PanelMake;
  /** What can be pressed: `call`, `call.long` (held), `call.second` (the second button beside the key). */
  controls: string[];
  /** The box's own settings say so; what the office has decided goes before. */
  window_name?: string | null;
}

/** At which window a panel of this box stands; a panel without a window is not in the list. */
export interface PanelWindow {
  wire: string;
  address: string;
  window_id: WindowId;
  window_name: string;
}

/** What is left on the roll of a printer, by what it has printed since «new roll» was pressed. */
export interface PaperLeft {
  /** When it was put in. */
  length_mm: number;
  /** Never below 0: a roll may be longer than it says. */
  left_mm: number;
  /** By the slips printed from it so far; None before there are enough. */
  slips_left: number | null;
  /** When it will be used up at this hall's pace; None while that is not known. */
  ends_at: Time | null;
  /** It was to end the same day, or within the slips that the hall wants to be warned of; so until the next roll. */
  is_low: boolean;
  /** When it was put in. */
  since: Time;
}

/** A number that was given by hand while the machines stood still; who was served by hand already is left out. */
export interface PaperTicket {
  number: number;
  service_id: ServiceId;
  purpose: Purpose;
  /** `HH:MM` of today, in the hall's time; a later one than now counts as now. */
  taken_at: string;
  priority?: PriorityClass;
}

/** The labels of the numbers that were entered, in the order of the batch. */
export interface PaperTicketsEntered {
  kind: "paper-tickets-entered";
  labels: string[];
}

/**
 * Set the ticket in hand aside, for a citizen who must do something else first: `Done`.
 *
 * After `minutes` (1–480) of hall time it is back at its old place by itself; without them only by `UnparkTicket`.
 * Other numbers are refused with `bad-value`.
 */
export interface ParkTicket {
  request_id: RequestId;
  window_id: WindowId;
  ticket_id?: TicketId | null;
  minutes?: number | null;
}

/** A ticket set aside at a window. */
export interface ParkedTicket {
  ticket_id: TicketId;
  label: string;
  service_name: Record<string, string>;
  /** When it goes back into line by itself; None: only by hand. */
  back_at: Time | null;
}

/** One ticket on its holder's phone: the same state as on the board, and no name. */
export interface PhoneSnapshot {
  kind: "phone-snapshot";
  label: string;
  hall_name: Record<string, string>;
  service_name: Record<string, string>;
  purpose: Purpose;
  state: TicketState;
  /** Only while waiting. */
  people_before: number | null;
  wait: WaitRange | null;
  window_name: string | null;
  /** Announcements so far: the phone draws attention at each. */
  calls: number;
  taken_at: Time;
  now: Time;
  time_zone: string;
  /** Whether its holder may still give it up, by the page itself. */
  may_cancel: boolean;
  /** Names of the further services of the visit, as long as it lasts. */
  further: (Record<string, string>)[];
  is_any_order: boolean;
  /** The day for which it is valid, while that is still to come. */
  valid_on: string | null;
  /** It has expired, and its holder is served first on another day. */
  goes_on: GoesOn | null;
  suspension: SuspensionNow | null;
}

/**
 * Somebody pressed a key of a panel; what it means at which window is decided in the office.
 *
 * `request_id` is made at the press, so that a repeated frame and a repeated request are one press. Answered as the
 * desk's own command is: `TicketCalledHere`, `NobodyWaiting`, `TicketInHand` or `Done`. Refused with
 * `panel-not-assigned`, `key-not-assigned`, and with `changed-by-clock` within two seconds after the clock alone
 * has called somebody to the window or given somebody up: the person meant what was there before; with
 * `just-started` where the same key starts a visit and ends it, within three seconds after the start.
 */
export interface PressCallButton {
  request_id: RequestId;
  wire: string;
  address: string;
  key: string;
  press?: PressKind;
}

/** A slip to print before `lease_until`; report in any case. */
export interface PrintJobClaimed {
  kind: "print-job-claimed";
  job_id: PrintJobId;
  ticket_id: TicketId;
  slip: Slip;
  lease_until: Time;
}

/** The job that will print the copy, and the box where it comes out. */
export interface PrintOrdered {
  kind: "print-ordered";
  job_id: PrintJobId;
  box_name: string;
}

/** A refusal on its way to a client. */
export interface Problem {
  code: ProblemCode;
  status: number;
  /** In Ukrainian; `titles` has every language. */
  title: string;
  titles: Record<string, string>;
  fields: Record<string, string>;
}

/**
 * The socket event `proclamation` of the board's topic: words to the whole hall, of a suspension or of its end.
 *
 * Said once per id, before any call, and dropped after `expires_at`. `audio` is empty when no voice could be made.
 */
export interface Proclamation {
  id: string;
  hall_id: HallId;
  texts: Record<string, string>;
  audio: AudioClip[];
  expires_at: Time;
}

/** The socket event `snapshot`; take it only when its revision is newer than the one held. */
export interface Published {
  hall_id: HallId;
  topic: string;
  revision: Revision;
  snapshot: Snapshot;
}

/** One living ticket as staff see it. */
export interface QueueEntry {
  ticket_id: TicketId;
  label: string;
  service_id: ServiceId;
  service_name: Record<string, string>;
  purpose: Purpose;
  priority: PriorityClass;
  state: TicketState;
  taken_at: Time;
  /** In hall time, at `QueueSnapshot.now`; clocks that stand still do not count. */
  waited_seconds: number;
  window_name: string | null;
  paper: PaperState;
  paper_fault: PrintFault;
  /** Which of those who wait in the hall it is in the order of calling, from 1; None: it does not wait. */
  turn: number | null;
  /** In whose lines it waits; empty while it waits for one window or person, or not at all. */
  line_services: ServiceId[];
  line_window: WindowId | null;
  line_person: PersonId | null;
  /** The rest of the visit, after `service_id`. */
  further: ServiceId[];
  /** It goes to whichever of its windows is free first. */
  is_any_order: boolean;
  /** It was missed and has not been returned to the line yet. */
  may_return: boolean;
  may_cancel: boolean;
}

/** The line of the whole hall in the order of arrival, and its windows; one for all desks. */
export interface QueueSnapshot {
  kind: "queue-snapshot";
  now: Time;
  intake: Intake;
  tickets: QueueEntry[];
  windows: WindowNow[];
  missed: QueueEntry[];
  /** Expired on the last open day, or of a day that was closed since: a supervisor may still let them go on. */
  unfinished: QueueEntry[];
  suspension: SuspensionNow | null;
}

/**
 * Announce the called ticket once more, up to the hall's limit (`announcements-used-up`): `TicketCalledHere`.
 *
 * `ticket_id`, here and below, guards against a late press: when given and not the one in hand, `another-ticket` is
 * answered.
 */
export interface RecallTicket {
  request_id: RequestId;
  window_id: WindowId;
  ticket_id?: TicketId | null;
}

/** Tickets are given again as the hours say: `Done`, also when they were not stopped. */
export interface ReopenIntake {
  request_id: RequestId;
}

/** How a box's devices are, on each change and once a minute, every 5 s while it has no socket: `Done`. */
export interface ReportHealth {
  request_id: RequestId;
  version: string;
  devices?: DeviceReport[];
}

/**
 * Every panel that a box knows of, on each change and once an hour: `Done`.
 *
 * A panel that the office has not assigned and that has not been reported for a day is forgotten. Refused with
 * `bad-value`.
 */
export interface ReportPanels {
  request_id: RequestId;
  panels: PanelReport[];
}

/** What became of a claimed slip: `Done`. A report after the lease's end still corrects `unknown`. */
export interface ReportPrint {
  request_id: RequestId;
  job_id: PrintJobId;
  outcome: PrintOutcome;
  fault?: PrintFault;
  evidence?: Evidence;
  /** Paper used, for the stock of rolls. */
  millimetres?: number;
  /** Whose paper it was. */
  device?: string;
}

/**
 * Print the slip of a living ticket once more, marked as a copy: `PrintOrdered`. The first slip of a ticket that
 * was given without paper is not marked, nor one after a slip of which certainly nothing was printed.
 *
 * A person may say at which box (`unknown-box` where there is none, `no-printer` where it has no printer); else it
 * comes out at reception's own printer, or where the box that took the ticket prints, or at the hall's only one.
 */
export interface ReprintTicket {
  request_id: RequestId;
  ticket_id: TicketId;
  box_id?: BoxId | null;
}

/** A ticket made ready for a kiosk that may lose the server: nobody else will ever get this number. */
export interface ReservedNumber {
  ticket_id: TicketId;
  service_id: ServiceId;
  label: string;
  phone_secret: PhoneSecret;
}

/** The all-clear: the same tickets in the same order: `Done`. Refused with `not-suspended`. */
export interface ResumeHall {
  request_id: RequestId;
}

/**
 * A missed citizen has come after all and stands in line once more, at the old place or at the end (a setting of
 * the hall): `Done`.
 *
 * Refused the second time (`already-returned`), with `ticket-over` when the day is over, and with `unknown-service`
 * and `nobody-serves` where a service of the visit was archived or no window has it any more.
 */
export interface ReturnTicket {
  request_id: RequestId;
  ticket_id: TicketId;
}

/** A break, or work without a caller, is over: `Done`; at the window already it changes nothing. */
export interface ReturnToWindow {
  request_id: RequestId;
  window_id: WindowId;
}

/** Of (hall, topic); compared in order, never falls, not even over a restart. */
export interface Revision {
  sequence: number;
  refresh: number;
}

/**
 * A box has made itself a new key and tells its SHA-256 in lower hexadecimal digits: `Done`. Both are good until
 * the new one is used, so that a box whose power goes in between gets in by the one it has.
 */
export interface RotateBoxKey {
  request_id: RequestId;
  key_hash: string;
}

/** A further service of the visit. */
export interface RouteStop {
  service_id: ServiceId;
  name: Record<string, string>;
}

/** One service as a citizen reads it. */
export interface ServiceCard {
  service_id: ServiceId;
  name: Record<string, string>;
  letter: string;
  purposes: Purpose[];
  documents: Record<string, string>;
  fee: Record<string, string>;
  term: Record<string, string>;
  provider: Record<string, string>;
  /** Empty: the hall's own hours. */
  hours: DayHours[];
  exceptions: DatedDay[];
  /** Days of the month on which it is served; empty: on all. */
  month_days: number[];
}

/** What a newcomer to one service would meet. */
export interface ServiceNow {
  service_id: ServiceId;
  intake: Intake;
  people_before: number;
  wait: WaitRange | null;
  /** When its tickets are given next, while none are; None also when nobody can say. */
  opens_at: Time | null;
}

/**
 * One ticket on paper.
 *
 * `texts` carries every fixed word of the slip in `language`, by the keys `your_number`, `service`, `purpose`,
 * `before_you`, `wait`, `minutes`, `unknown_wait`, `follow`, `valid_today`, `copy`, `then`, `documents`, `window`
 * and `windows`, so that a box needs no catalogue. Slips that were ordered by an older server lack the last three,
 * and whatever has a default.
 */
export interface Slip {
  hall_name: string;
  label: string;
  service_name: string;
  purpose_name: string;
  /** Aware, in the hall's own time zone. */
  taken_at: Time;
  people_before: number;
  /** None: nobody can say yet; the slip says so in words. */
  wait: WaitRange | null;
  /** Absolute address of the ticket's phone page, for the QR. */
  phone_url: string;
  language: Language;
  /** A reprint carries the mark «копія» in large letters. */
  is_copy: boolean;
  texts: Record<string, string>;
  /** Names of the further services of the visit, under the heading `then`. */
  further: string[];
  /** What to have ready for the service, one thing or one line of the office's each. */
  documents: string[];
  /** Names of the windows that give the service, in the hall's order. */
  windows: string[];
  /** The office's own words at the foot; may have line ends. */
  bottom_text: string;
  /** Ukrainian for whoever took the ticket in another language, and the reverse. */
  second: SlipWords | null;
}

/** What a slip says once more, in a second language; empty where the office has written nothing in it. */
export interface SlipWords {
  language: Language;
  hall_name: string;
  service_name: string;
  purpose_name: string;
  /** By the keys of the slip's own. */
  texts: Record<string, string>;
  further: string[];
  documents: string[];
  bottom_text: string;
}

/** One stretch of a day, as `HH:MM` in the hall's time. */
export interface SpanHours {
  opens: string;
  intake_ends: string;
  closes: string;
}

/** The top of the service tree, at most eight on a screen. */
export interface SphereCard {
  sphere_id: SphereId;
  name: Record<string, string>;
  services: ServiceCard[];
}

/** Work without a caller, which counts as work: `Done`. Ends as a break does; refused with `ticket-in-hand`. */
export interface StartBackOffice {
  request_id: RequestId;
  window_id: WindowId;
}

/**
 * Nobody is called to the window until its person is back: `Done`. Refused with `ticket-in-hand`.
 *
 * `minutes` (1–480) is what is expected, and ends nothing by itself; `bad-value` for others. Every call by hand
 * ends the break too.
 */
export interface StartBreak {
  request_id: RequestId;
  window_id: WindowId;
  reason: BreakReason;
  minutes?: number | null;
}

/**
 * A new roll of paper was put into a printer: `Done`. Its millimetres are counted from now on.
 *
 * `length_mm` (1,000–1,000,000) is the hall's own without it. Refused with `unknown-box`, `no-printer` where the
 * box has no such printer, and `bad-value`.
 */
export interface StartRoll {
  request_id: RequestId;
  box_id: BoxId;
  device?: string;
  length_mm?: number | null;
}

/** The called citizen has come: `TicketInHand`. */
export interface StartServing {
  request_id: RequestId;
  window_id: WindowId;
  ticket_id?: TicketId | null;
}

/** This time the next one is called by hand alone: `Done`; where no call is due it changes nothing. */
export interface StopAutomaticCall {
  request_id: RequestId;
  window_id: WindowId;
}

/**
 * No more tickets are given today, whatever the hours say; whoever has one is served: `Done`, also when it was done
 * before.
 */
export interface StopIntake {
  request_id: RequestId;
}

/**
 * An alert or outage: every clock of the hall stops, nobody is called, and who was called goes back to the head of
 * the line: `Done`. Again with another reason it replaces the reason, with the same it does nothing.
 */
export interface SuspendHall {
  request_id: RequestId;
  reason: SuspensionReason;
}

/** An alert or outage: every clock of the hall stands still, and nobody is called. */
export interface SuspensionNow {
  reason: SuspensionReason;
  since: Time;
  /** What it is called, by language: a hall's screens show every language at once. */
  titles: Record<string, string>;
  /** What people are to do meanwhile, as the office has put it. */
  texts: Record<string, string>;
}

/**
 * A citizen, or reception for one, takes a ticket; the answer is `TicketGiven`.
 *
 * `priority` is only the class, `booked` excepted: the category is confirmed by a document at the window and never
 * stored. `booked_for`, which reception alone may say, is the time of an appointment today, `HH:MM` in the hall's
 * time; who comes too late for it stands in the live queue. With `further` services the visit goes on from one to
 * the next, or, `is_any_order`, to whichever window is free first; of several the refused one is named. Refused
 * with `unknown-service`, `purpose-not-offered`, `nobody-serves`, and, while no tickets are given, `intake-closed`,
 * `intake-stopped`, `suspended`, `limit-reached` or `no-time-left`.
 */
export interface TakeTicket {
  request_id: RequestId;
  service_id: ServiceId;
  purpose: Purpose;
  language?: Language;
  priority?: PriorityClass;
  further?: ServiceId[];
  is_any_order?: boolean;
  booked_for?: string | null;
}

/**
 * A person sits down at a window; the answer is `WindowTaken`.
 *
 * Refused with `window-taken` while somebody else is there, unless `is_takeover` confirms it; the person's former
 * window, if it has no ticket in hand, is left in the same step.
 */
export interface TakeWindow {
  request_id: RequestId;
  window_id: WindowId;
  is_takeover?: boolean;
}

/** Who was called to the window; `finished` is the ticket that the call ended, if one was in service. */
export interface TicketCalledHere {
  kind: "ticket-called-here";
  ticket_id: TicketId;
  call_id: CallId;
  label: string;
  service_id: ServiceId;
  finished: TicketId | null;
}

/** The ticket as the kiosk shows it at once, paper or not. */
export interface TicketGiven {
  kind: "ticket-given";
  ticket_id: TicketId;
  label: string;
  service_id: ServiceId;
  /** Those before the first service; of several in any order, before the one that is soonest. */
  people_before: number;
  /** None: unknown, said in words. */
  wait: WaitRange | null;
  phone_secret: PhoneSecret;
  phone_url: string;
  /** `waiting` when a slip was ordered in the same transaction, `none` where no printer belongs to the box. */
  paper: PaperState;
  /** The box where the slip comes out, when it is not the one that took the ticket; empty where there is no slip. */
  printer_name: string;
  taken_at: Time;
  /** Not `booked` for an appointment: they came too late for it and stand in the live queue. */
  priority: PriorityClass;
  further: ServiceId[];
  is_any_order: boolean;
}

/** The ticket at the window and where it is now. */
export interface TicketInHand {
  kind: "ticket-in-hand";
  ticket_id: TicketId;
  label: string;
  state: TicketState;
}

/** The slip of one ticket taken at this box, newest first, at most twenty. */
export interface TicketPaper {
  ticket_id: TicketId;
  paper: PaperState;
  fault: PrintFault;
}

/**
 * Send the ticket in hand on to another service, window or person, and `is_coming_back` from there to the sender:
 * `Done`. It keeps its label, and waits by its first arrival.
 *
 * A window or a person may be given with a service or alone, not both, and neither the sender's own (`bad-value`).
 * Nor may a ticket come back to a second sender before it was back at the first (`bad-value`). The purpose stays if
 * the service offers it. Refused with `unknown-service`, `unknown-window` and `unknown-person`, and with
 * `nobody-serves` where no window has the service, and `receiver-gone` where nobody is at the window any more, or
 * the person is at none.
 */
export interface TransferTicket {
  request_id: RequestId;
  window_id: WindowId;
  service_id?: ServiceId | null;
  to_window_id?: WindowId | null;
  to_person_id?: PersonId | null;
  is_coming_back?: boolean;
  ticket_id?: TicketId | null;
}

/**
 * A ticket that was set aside goes back to its old place in line: `Done`; or, `is_called`, it is called to the
 * window at once: `TicketCalledHere`. Refused with `window-not-yours` while others sit where it was set aside.
 */
export interface UnparkTicket {
  request_id: RequestId;
  window_id: WindowId;
  ticket_id: TicketId;
  is_called?: boolean;
}

/** An expected wait in whole minutes, both ends rounded up to five; `low` is never above `high`. */
export interface WaitRange {
  low_minutes: number;
  high_minutes: number;
}

/** A window as a box's own settings name it. */
export interface WindowName {
  window_id: WindowId;
  name: string;
}

/** One window and who is there. */
export interface WindowNow {
  window_id: WindowId;
  name: string;
  person_id: PersonId | null;
  person_name: string | null;
  label: string | null;
  ticket_state: TicketState | null;
  /** Since when its ticket is called, or served; later by every suspension that it has seen. */
  ticket_since: Time | null;
  service_ids: ServiceId[];
  work: Work;
  break_reason: BreakReason | null;
  /** Since when its person is there, or on a break, or busy without a caller; later by every suspension since. */
  work_since: Time | null;
  /** When a break is expected to end. */
  work_until: Time | null;
}

/** The window that the person now holds. */
export interface WindowTaken {
  kind: "window-taken";
  window_id: WindowId;
  name: string;
}

export type Answer =
  | TicketGiven
  | PaperTicketsEntered
  | ContinuationGranted
  | TicketCalledHere
  | NobodyWaiting
  | TicketInHand
  | WindowTaken
  | PrintOrdered
  | PrintJobClaimed
  | NoPrintJob
  | Done;

export type Snapshot =
  | BoardSnapshot
  | KioskSnapshot
  | QueueSnapshot
  | DeskSnapshot
  | PhoneSnapshot
  | BoxesSnapshot
  | BoxSnapshot;

/** Commands by their name in `POST /v1/commands/<name>`. */
export interface Commands {
  "take-ticket": { asked: TakeTicket; answered: TicketGiven };
  "change-route": { asked: ChangeRoute; answered: Done };
  "enter-paper-tickets": { asked: EnterPaperTickets; answered: PaperTicketsEntered };
  "grant-continuation": { asked: GrantContinuation; answered: ContinuationGranted };
  "take-window": { asked: TakeWindow; answered: WindowTaken };
  "leave-window": { asked: LeaveWindow; answered: Done };
  "call-next": { asked: CallNext; answered: TicketCalledHere | NobodyWaiting };
  "call-ticket": { asked: CallTicket; answered: TicketCalledHere };
  "recall-ticket": { asked: RecallTicket; answered: TicketCalledHere };
  "start-serving": { asked: StartServing; answered: TicketInHand };
  "finish-serving": { asked: FinishServing; answered: Done };
  "mark-missed": { asked: MarkMissed; answered: Done };
  "return-ticket": { asked: ReturnTicket; answered: Done };
  "cancel-ticket": { asked: CancelTicket; answered: Done };
  "park-ticket": { asked: ParkTicket; answered: Done };
  "unpark-ticket": { asked: UnparkTicket; answered: Done | TicketCalledHere };
  "transfer-ticket": { asked: TransferTicket; answered: Done };
  "add-service": { asked: AddService; answered: Done };
  "confirm-priority": { asked: ConfirmPriority; answered: Done };
  "start-break": { asked: StartBreak; answered: Done };
  "start-back-office": { asked: StartBackOffice; answered: Done };
  "return-to-window": { asked: ReturnToWindow; answered: Done };
  "stop-automatic-call": { asked: StopAutomaticCall; answered: Done };
  "press-call-button": { asked: PressCallButton; answered: TicketCalledHere | NobodyWaiting | TicketInHand | Done };
  "report-panels": { asked: ReportPanels; answered: Done };
  "suspend-hall": { asked: SuspendHall; answered: Done };
  "resume-hall": { asked: ResumeHall; answered: Done };
  "stop-intake": { asked: StopIntake; answered: Done };
  "reopen-intake": { asked: ReopenIntake; answered: Done };
  "reprint-ticket": { asked: ReprintTicket; answered: PrintOrdered };
  "claim-print-job": { asked: ClaimPrintJob; answered: PrintJobClaimed | NoPrintJob };
  "report-print": { asked: ReportPrint; answered: Done };
  "start-roll": { asked: StartRoll; answered: Done };
  "rotate-box-key": { asked: RotateBoxKey; answered: Done };
  "report-health": { asked: ReportHealth; answered: Done };
}
