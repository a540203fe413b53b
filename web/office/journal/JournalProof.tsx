import { useMutation } from '@tanstack/react-query'
import { call } from '../../call.ts'
import { Failed } from '../../Failed.tsx'
import { useFormats, useWords } from '../../kit/language.ts'
import { Alert, Button } from '../../kit/Parts.tsx'
import { words } from './journal-words.ts'

/** Computes the chain of seals anew when asked, and says whether every row is as it was written. */
export function JournalProof({ distributor }: { distributor: string }) {
  const t = useWords(words)
  const f = useFormats()
  const prove = useMutation({ mutationFn: () => call.identity.journalProof({ distributor }) })
  const proof = prove.data
  return (
    <div className="space-y-3">
      <Button busy={prove.isPending} onClick={() => prove.mutate()}>
        {t.prove}
      </Button>
      {prove.error && <Failed error={prove.error} />}
      {proof && proof.broken.length > 0 && (
        <Alert tone="bad">
          {t.broken} {proof.broken.map((n) => f.number(n)).join(', ')}
        </Alert>
      )}
      {proof && proof.broken.length === 0 && (
        <Alert tone="good">
          <p>
            {t.whole} {f.number(proof.sealed)}; {t.waiting} {f.number(proof.unsealed)}.
          </p>
          {proof.lastSeal && (
            <p className="break-all">
              {t.lastSeal} {proof.lastSeal}
            </p>
          )}
        </Alert>
      )}
    </div>
  )
}
