import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { Return } from '../../src/modules/ordering/contract.ts'
import { call } from '../call.ts'
import { Failed } from '../Failed.tsx'
import { useWords } from '../kit/language.ts'
import { Button, TextField } from '../kit/Parts.tsx'
import { words } from './return-words.ts'

/** Accepts a return, refuses it with a reason, or says that the goods are back. */
export function Decide({ distributor, row }: { distributor: string; row: Return }) {
  const t = useWords(words)
  const queries = useQueryClient()
  const [why, setWhy] = useState('')
  const decide = useMutation({
    mutationFn: (decision: 'accepted' | 'refused' | 'done') =>
      call.ordering.decideReturn({ distributor, returnId: row.id, decision, why }),
    onSettled: () => queries.invalidateQueries(),
  })
  return (
    <div className="no-print space-y-2">
      {decide.error && <Failed error={decide.error} />}
      <div className="flex flex-wrap items-end gap-2">
        {row.can.decide && (
          <Button look="primary" busy={decide.isPending} onClick={() => decide.mutate('accepted')}>
            {t.accept}
          </Button>
        )}
        {row.can.finish && (
          <Button look="primary" busy={decide.isPending} onClick={() => decide.mutate('done')}>
            {t.done}
          </Button>
        )}
        <div className="flex min-w-64 flex-1 items-end gap-2 sm:max-w-md">
          <TextField
            label={t.reason}
            className="min-w-0 flex-1"
            value={why}
            onChange={(event) => setWhy(event.target.value)}
          />
          <Button look="danger" busy={decide.isPending} onClick={() => decide.mutate('refused')}>
            {t.refuse}
          </Button>
        </div>
      </div>
    </div>
  )
}
