import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Link } from 'wouter'
import type { LateRequest } from '../../src/modules/ordering/contract.ts'
import { call, errorText } from '../call.ts'
import { useFormats, useWords } from '../kit/language.ts'
import { Alert, Button, Card } from '../kit/Parts.tsx'
import { LateFacts, LateState } from './LateFacts.tsx'
import { words } from './late-request-words.ts'

type Props = { distributor: string; outletId: string }

const SHOWN = 5

/** What an outlet asked the office for after the cut-off, and what it answered; nothing when nothing. */
export function LateRequests({ distributor, outletId }: Props) {
  const t = useWords(words)
  const found = useQuery({
    queryKey: ['late-requests', distributor, outletId],
    queryFn: () => call.ordering.lateRequests({ distributor, outletId, limit: SHOWN }),
  })
  const requests = found.data?.requests ?? []
  if (requests.length === 0) return null
  return (
    <Card>
      <h2 className="mb-2 font-semibold">{t.requests}</h2>
      <ul className="divide-y divide-line" data-testid="late-requests">
        {requests.map((request) => (
          <li key={request.id} className="space-y-1 py-3">
            <LateState request={request} />
            <LateFacts request={request} />
            {request.orderId ? (
              <Link
                href={`/orders/${request.orderId}`}
                className="inline-flex min-h-11 items-center font-medium text-accent"
              >
                {t.placed}: {request.number}
              </Link>
            ) : (
              request.movedTo && <Confirm {...{ distributor, request }} />
            )}
          </li>
        ))}
      </ul>
    </Card>
  )
}

function Confirm({ distributor, request }: { distributor: string; request: LateRequest }) {
  const t = useWords(words)
  const f = useFormats()
  const queries = useQueryClient()
  const confirm = useMutation({
    mutationFn: () => call.ordering.confirmLate({ distributor, requestId: request.id }),
    onSettled: () => queries.invalidateQueries(),
  })
  return (
    <>
      <Button look="primary" busy={confirm.isPending} onClick={() => confirm.mutate()}>
        {t.confirm} {f.day(request.movedTo ?? '')}
      </Button>
      {confirm.error && <Alert tone="bad">{errorText(confirm.error, t.offline)}</Alert>}
    </>
  )
}
