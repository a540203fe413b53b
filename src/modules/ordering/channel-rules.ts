/** Every way an order may come in; of history that tells nothing it is unknown. */
export const CHANNELS = [
  'portal',
  'chatbot',
  'api',
  'agent',
  'phone',
  'office',
  'edi',
  'van',
  'unknown',
] as const
export type Channel = (typeof CHANNELS)[number]
