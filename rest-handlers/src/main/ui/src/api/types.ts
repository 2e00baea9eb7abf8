/** The shapes of the plugin's answers, as far as the page reads them. */

export type Value = string | number | boolean | null | Value[] | { [key: string]: Value };
export type Source = Record<string, Value>;
export type Breakdown = Record<string, number>;

/** What a catalogue says of a field, or what was guessed. */
export interface FieldInfo {
  role?: string;
  /** Whether it is the server's own guess. */
  guessed?: boolean;
  unit?: string;
  label?: string | Record<string, string>;
}

export interface Catalog {
  name: string;
  index?: string;
  title_field?: string;
  text_fields?: string[];
  filter_fields?: string[];
  embed_fields?: string[];
  vector_field?: string;
  collaborative_field?: string;
  popularity_field?: string;
  language?: string;
  model?: string;
  weights?: Record<string, number>;
  weights_from?: Record<string, Value>;
  fields?: Record<string, FieldInfo>;
  [more: string]: unknown;
}

export interface Reason {
  type: string;
  item_id?: string;
  title?: string;
  similarity?: number;
  shared?: Record<string, Value>;
  [more: string]: unknown;
}

export interface Evidence {
  field: string;
  quote: string;
}

/** An item as chat, recommend, similar and a search of the page give it. */
export interface Item {
  id: string;
  score: number;
  source: Source;
  breakdown?: Breakdown;
  reasons?: Reason[];
  explanation?: string;
  evidence?: Evidence[];
  seen?: boolean;
  had?: boolean;
}

export interface Filter {
  field: string;
  op: string;
  value: Value;
}

export interface Plan {
  query?: string;
  filters?: Filter[];
  like_items?: (string | { id: string; title?: string })[];
  sort?: (string | { field: string; order?: string })[];
  preferences?: { like?: boolean; value?: string; item_id?: string; itemId?: string }[];
  size?: number;
}

export interface Change {
  part: unknown;
  reason?: string;
}

export interface Degraded {
  stage: string;
  reason: string;
  detail?: string;
}

export interface ChatAnswer {
  session_id: string;
  turn: number;
  query_id?: string;
  intent?: string;
  reply?: string;
  plan?: Plan;
  planner?: string;
  explainer?: string;
  explanations?: string;
  chooser?: string;
  total?: number;
  dropped?: Change[];
  relaxed?: Change[];
  hits?: Item[];
  answer?: { text: string; about?: string[]; evidence?: Evidence[] };
  ask?: { text: string; choices?: string[] };
  degraded?: Degraded[];
  took?: Record<string, number>;
  tokens?: { input?: number; output?: number };
}

export interface Interest {
  weight: number;
  items?: { id: string; title?: string }[];
  terms?: string[];
  pinned?: boolean;
  id?: string | number;
  name?: string;
}

export interface Preferences {
  likes?: string[];
  dislikes?: string[];
  opt_out?: boolean;
}

export interface Person {
  events?: number;
  interests?: Interest[];
  dislikes?: unknown;
  preferences?: Preferences;
  updated?: string | number;
}

export interface Event {
  event_id?: string;
  user_id: string;
  item_id?: string;
  type: string;
  query_id?: string | undefined;
  position?: number;
}

export interface Recommended {
  query_id?: string;
  strategy?: string;
  items?: Item[];
}

export interface Estimate {
  mean: number;
  standard_error: number;
}

export interface Measured {
  k: number;
  coverage: number;
  [measure: string]: number | Estimate;
}

export interface Evaluation {
  users: number;
  items: number;
  strategies: Record<string, Measured[]>;
  arms?: Record<string, Measured[]>;
  per_user?: { user_id: string; popular: number; auto: number }[];
  weights?: Record<string, Value>;
  [more: string]: unknown;
}

/** A call to the server, as it is told to whoever has to make it. */
export interface ServerCall {
  method: string;
  path: string;
  body?: unknown;
}

/** What an index lacks to be a catalogue, and what mends it. */
export interface Finding {
  level: "error" | "warning";
  about: string;
  reason: string;
  call?: ServerCall;
  /** Calls that follow it. */
  then?: ServerCall[];
}
