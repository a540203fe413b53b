import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { Link, useLocation } from 'wouter'
import { call } from '../../call.ts'
import { Failed } from '../../Failed.tsx'
import { useFormats, useWords } from '../../kit/language.ts'
import { Button, Card } from '../../kit/Parts.tsx'
import { newId } from '../../order/cart.ts'
import { can, usePlace } from '../../signin/me.tsx'
import { ROWS, words } from './mend-words.ts'
import type { Run } from './RunDecision.tsx'

type Props = { distributor: string; run: Run }

/** Reads the files of a run again; while rows are mended, the card that counts them does it. */
export function ReplayRun({ distributor, run }: Props) {
  const { tenant } = usePlace()
  if (!run.replayable || run.mended > 0 || !can(tenant, 'exchange.run')) return null
  return <Replay distributor={distributor} run={run} look="plain" />
}

/** How many rows were mended since the run, and the way to see the files with them. */
export function MendedRows({ distributor, run }: Props) {
  const t = useWords(words)
  const f = useFormats()
  const { tenant } = usePlace()
  if (run.mended === 0) return null
  return (
    <Card className="flex flex-wrap items-center justify-between gap-3">
      <p className="min-w-0 flex-1 basis-60" role="status">
        <strong>
          {t.mended}: {f.count(run.mended, ROWS)}.
        </strong>{' '}
        {run.replayable && t.replayWhy}
      </p>
      {run.replayable && can(tenant, 'exchange.run') && (
        <Replay distributor={distributor} run={run} look="primary" />
      )}
    </Card>
  )
}

function Replay({ distributor, run, look }: Props & { look: 'plain' | 'primary' }) {
  const t = useWords(words)
  const queries = useQueryClient()
  const [, navigate] = useLocation()
  const [replayId, setReplayId] = useState(newId)
  const replay = useMutation({
    mutationFn: () => call.exchange.replayRun({ distributor, runId: run.id, replayId }),
    onSuccess: (begun) => {
      setReplayId(newId())
      navigate(`/exchange/${begun.runId}`)
    },
    onSettled: () =>
      Promise.all(
        ['run', 'runs', 'uploads'].map((key) =>
          queries.invalidateQueries({ queryKey: [key, distributor] }),
        ),
      ),
  })
  return (
    <>
      <Button look={look} busy={replay.isPending} onClick={() => replay.mutate()}>
        {t.replay}
      </Button>
      {replay.error && <Failed error={replay.error} />}
    </>
  )
}

/** The run whose files these are, when they were read before. */
export function ReplayOf({ run }: { run: Run }) {
  const t = useWords(words)
  if (!run.replayOf) return null
  return (
    <p className="text-sm text-soft">
      {t.replayOf}{' '}
      <Link
        href={`/exchange/${run.replayOf}`}
        className="inline-flex min-h-8 items-center text-accent hover:underline"
      >
        {t.firstRun}
      </Link>
    </p>
  )
}
