import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { Link } from 'wouter'
import type { LateRequest } from '../../../src/modules/ordering/contract.ts'
import { call, errorText, refusalOf } from '../../call.ts'
import { Failed } from '../../Failed.tsx'
import { useFormats, useWords } from '../../kit/language.ts'
import { Alert, Button, Card, Empty, Skeleton, TextField } from '../../kit/Parts.tsx'
import { LateFacts, LateState } from '../../late/LateFacts.tsx'
import { words } from '../../late/late-request-words.ts'
import { useSlots } from '../../order/SlotPicker.tsx'
import { ChannelBadge } from '../../orders/StatusBadge.tsx'

/** What shops ask for after the cut-off: what waits comes first, each decided with words. */
export function Requests({ distributor }: { distributor: string }) {
  const t = useWords(words)
  const found = useQuery({
    queryKey: ['late-requests', distributor],
    queryFn: () => call.ordering.lateRequests({ distributor, limit: 50 }),
  })
  if (found.error) return <Failed error={found.error} retry={found.refetch} />
  if (!found.data) return <Skeleton rows={6} />
  const { requests } = found.data
  if (requests.length === 0) return <Empty title={t.none}>{t.noneHow}</Empty>
  return (
    <ul className="max-w-3xl space-y-3" data-testid="late-requests">
      {requests.map((request) => (
        <li key={request.id}>
          <Card className="space-y-2">
            <div className="flex flex-wrap items-center gap-2">
              <Link
                href={`/o/${request.outletId}`}
                className="inline-flex min-h-8 items-center font-semibold hover:text-accent"
              >
                {request.outletName}
              </Link>
              <span className="text-sm text-faint">{request.city}</span>
              <LateState request={request} />
              <ChannelBadge channel={request.channel} />
            </div>
            <LateFacts request={request} />
            {request.orderId && (
              <Link
                href={`/orders/${request.orderId}`}
                className="inline-flex min-h-8 items-center font-medium text-accent"
              >
                {request.number}
              </Link>
            )}
            {request.state === 'open' && <Decide {...{ distributor, request }} />}
          </Card>
        </li>
      ))}
    </ul>
  )
}

type DecideProps = { distributor: string; request: LateRequest }
type Choice = { decision: 'accept' | 'move' | 'decline'; movedTo?: string; overCap?: boolean }

const WHY_CHARS_MIN = 3

function Decide({ distributor, request }: DecideProps) {
  const t = useWords(words)
  const f = useFormats()
  const queries = useQueryClient()
  const [why, setWhy] = useState('')
  const slots = useSlots(distributor, request.outletId)
  const next = slots.data?.slots.find((slot) => !slot.full)
  const decide = useMutation({
    mutationFn: (choice: Choice) =>
      call.ordering.decideLate({ distributor, requestId: request.id, why, ...choice }),
    onSettled: () => queries.invalidateQueries({ queryKey: ['late-requests'] }),
  })
  const unsaid = why.trim().length < WHY_CHARS_MIN
  const full = refusalOf(decide.error)?.code === 'late_cap'
  const button = (name: string, choice: Choice, look: 'primary' | 'plain' | 'danger' = 'plain') => (
    <Button look={look} disabled={unsaid || decide.isPending} onClick={() => decide.mutate(choice)}>
      {name}
    </Button>
  )
  return (
    <div className="space-y-2">
      <TextField
        label={t.why}
        maxLength={500}
        value={why}
        onChange={(event) => setWhy(event.target.value)}
      />
      {decide.error && <Alert tone="bad">{errorText(decide.error, t.offline)}</Alert>}
      <div className="flex flex-wrap gap-2">
        {full
          ? button(t.over, { decision: 'accept', overCap: true }, 'primary')
          : button(t.accept, { decision: 'accept' }, 'primary')}
        {next &&
          button(`${t.offer}: ${f.day(next.deliveryDay)}`, {
            ...{ decision: 'move', movedTo: next.deliveryDay },
          })}
        {button(t.decline, { decision: 'decline' }, 'danger')}
      </div>
    </div>
  )
}
