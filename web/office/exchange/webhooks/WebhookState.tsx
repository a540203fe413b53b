import { useFormats, useLanguage, useWords } from '../../../kit/language.ts'
import { Badge } from '../../../kit/Parts.tsx'
import { PAUSED, type Webhook, words } from './webhook-words.ts'

/** How a webhook does: it works, does not answer, or is paused. */
export function WebhookState({ of: webhook }: { of: Webhook }) {
  const t = useWords(words)
  const f = useFormats()
  const { language } = useLanguage()
  const { pausedFor, failures, waitUntil, waiting, deliveredAt, oldSecretUntil } = webhook
  return (
    <p className="text-sm text-soft">
      {pausedFor && <Badge tone={pausedFor === 'person' ? 'warn' : 'bad'}>{t.paused}</Badge>}
      {!pausedFor && failures > 0 && <Badge tone="bad">{t.failing}</Badge>}
      {!pausedFor && failures === 0 && deliveredAt && <Badge tone="good">{t.works}</Badge>}{' '}
      {pausedFor && `${PAUSED[pausedFor][language]} · `}
      {!pausedFor && waitUntil && `${t.nextTry} ${f.moment(waitUntil)} · `}
      {deliveredAt ? `${t.lastTaken} ${f.moment(deliveredAt)}` : t.neverTaken}
      {waiting > 0 && ` · ${t.waiting}: ${f.number(waiting)}`}
      {oldSecretUntil && ` · ${t.bothUntil} ${f.moment(oldSecretUntil)}`}
    </p>
  )
}
