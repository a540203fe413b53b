import { addressOf, NotAllowed, type Outcome, said } from './outgoing.ts'
import type { MailDriver } from './setting-contract.ts'

const PATIENCE_MS = 15_000

type Mail = { id: string; to: string; title: string; text: string; link: string }

/** Sends one letter by the distributor's own mail server. */
export async function mail(
  driver: MailDriver,
  letter: Mail,
  { password, allowed }: { password: string; allowed: readonly string[] },
): Promise<Outcome> {
  try {
    const { address } = await addressOf(driver.host, driver.port, allowed)
    // Loaded by the first letter: commands that send none start sooner.
    const { createTransport } = await import('nodemailer')
    const transport = createTransport({
      host: address,
      port: driver.port,
      secure: driver.secure,
      tls: { servername: driver.host },
      connectionTimeout: PATIENCE_MS,
      greetingTimeout: PATIENCE_MS,
      socketTimeout: PATIENCE_MS,
      disableFileAccess: true,
      disableUrlAccess: true,
      ...(driver.user && { auth: { user: driver.user, pass: password } }),
    })
    const domain = driver.from.split('@')[1] ?? 'localhost'
    const sent = await transport.sendMail({
      from: driver.from,
      to: letter.to,
      subject: letter.title,
      text: `${letter.text}\n\n${letter.link}\n`,
      messageId: `<${letter.id}@${domain}>`,
    })
    return { kind: 'sent', providerId: sent.messageId }
  } catch (error) {
    return ofError(error)
  }
}

// Refused by its reply: 4xx for now, 5xx for good. Silent after the letter was handed over: unknown.
function ofError(error: unknown): Outcome {
  const text = said(error)
  if (error instanceof NotAllowed) return { kind: 'failed', error: text }
  const { responseCode, command } = error as { responseCode?: number; command?: string }
  if (responseCode) return { kind: responseCode >= 500 ? 'failed' : 'again', error: text }
  return { kind: command === 'DATA' ? 'unknown' : 'again', error: text }
}
