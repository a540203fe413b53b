/** The ways a message reaches a person. */
export const CHANNELS = ['push', 'viber', 'sms', 'email', 'operator'] as const
export type Channel = (typeof CHANNELS)[number]

/** What a message is about; a person opts out of each by itself, but of a test. */
export const TOPICS = [
  'reminder',
  'order',
  'money',
  'news',
  'promotion',
  'survey',
  'chat',
  'launch',
  'test',
] as const
export type Topic = (typeof TOPICS)[number]

/** How far a message came. */
export const MESSAGE_STATUSES = [
  'planned',
  'sent',
  'delivered',
  'read',
  'acted',
  'failed',
  'suppressed',
] as const
export type MessageStatus = (typeof MESSAGE_STATUSES)[number]

/** Why a message was not sent at all. */
export const SUPPRESSIONS = [
  'opted_out',
  'frequency_cap',
  'quiet_hours',
  'no_address',
  'expired',
  'left',
] as const
export type Suppression = (typeof SUPPRESSIONS)[number]

/** What became of one try of one channel; 'again' waits for its next try. */
export const ATTEMPT_STATUSES = [
  'claimed',
  'again',
  'sent',
  'delivered',
  'read',
  'failed',
  'unknown',
] as const
export type AttemptStatus = (typeof ATTEMPT_STATUSES)[number]
