/** It is time to look at a message: it is sent, waits on, or rests. */
export type MessageDue = { type: 'messaging.message_due'; distributorId: string; messageId: string }

export const messageDue = (distributorId: string, messageId: string): MessageDue => ({
  type: 'messaging.message_due',
  distributorId,
  messageId,
})

/** The same for messages that are carried together. */
export type MessagesDue = {
  type: 'messaging.messages_due'
  distributorId: string
  messageIds: string[]
}

export const messagesDue = (distributorId: string, messageIds: string[]): MessagesDue => ({
  type: 'messaging.messages_due',
  distributorId,
  messageIds,
})
