import type { LateRequest } from '../../src/modules/ordering/contract.ts'
import { useFormats, useWords } from '../kit/language.ts'
import { Badge, type Tone } from '../kit/Parts.tsx'
import { nameText } from '../order/name-text.ts'
import { words } from './late-request-words.ts'

const TONE: Record<LateRequest['state'], Tone> = {
  open: 'warn',
  accepted: 'good',
  moved: 'accent',
  declined: 'bad',
  expired: 'bad',
}

/** How a request stands. */
export function LateState({ request }: { request: LateRequest }) {
  const t = useWords(words)
  return <Badge tone={TONE[request.state]}>{t[request.state]}</Badge>
}

/** What was asked for, by whom, and what was answered. */
export function LateFacts({ request: r }: { request: LateRequest }) {
  const t = useWords(words)
  const f = useFormats()
  return (
    <>
      <p className="text-xs text-faint">
        {r.askedName} · {f.moment(r.askedAt)} · {t.delivery} {f.day(r.deliveryDay)}
        {r.state === 'open' && ` · ${t.waitsTill} ${f.moment(r.endsAt)}`}
      </p>
      <p className="text-sm break-words">
        {r.lines.map((line, i) => (
          <span key={`${line.name} ${line.unitCode}`}>
            {i > 0 && ', '}
            {nameText(line.name)} — {f.quantity(line.quantityMilli)} {line.unitCode}
          </span>
        ))}
      </p>
      {r.silentFrom && (
        <p className="text-sm">
          {t.silent} {f.moment(r.silentFrom)}
        </p>
      )}
      {r.note && <p className="text-sm text-soft">{r.note}</p>}
      {r.why && (
        <p className="text-sm">
          «{r.why}» <span className="text-faint">— {r.decidedName}</span>
        </p>
      )}
    </>
  )
}
