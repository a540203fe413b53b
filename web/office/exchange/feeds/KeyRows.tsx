import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { call } from '../../../call.ts'
import { Failed } from '../../../Failed.tsx'
import { ConfirmDialog } from '../../../kit/Dialog.tsx'
import { useFormats, useWords } from '../../../kit/language.ts'
import { Badge, Button } from '../../../kit/Parts.tsx'
import { can, usePlace } from '../../../signin/me.tsx'
import { words } from './feed-words.ts'
import type { Key } from './use-feeds.ts'

/** Keys with when they were last used; each is revoked at once. */
export function KeyRows({ distributor, keys }: { distributor: string; keys: Key[] }) {
  return (
    <ul className="divide-y divide-line">
      {keys.map((key) => (
        <KeyRow key={key.id} distributor={distributor} of={key} />
      ))}
    </ul>
  )
}

function KeyRow({ distributor, of: key }: { distributor: string; of: Key }) {
  const t = useWords(words)
  const f = useFormats()
  const { tenant } = usePlace()
  const queries = useQueryClient()
  const [asking, setAsking] = useState(false)
  const revoke = useMutation({
    mutationFn: () => call.exchange.revokeKey({ distributor, keyId: key.id }),
    onSuccess: () => setAsking(false),
    onSettled: () => queries.invalidateQueries({ queryKey: ['feeds', distributor] }),
  })
  return (
    <li className="flex flex-wrap items-center justify-between gap-x-3 py-1 text-sm">
      <span className="min-w-0">
        <code className="break-all">{key.login}</code>
        <span className="block text-soft">
          {key.lastUsedAt ? `${t.lastUsed} ${f.moment(key.lastUsedAt)}` : t.neverUsed}
        </span>
      </span>
      {key.revokedAt && <Badge>{`${t.revoked} ${f.moment(key.revokedAt)}`}</Badge>}
      {!key.revokedAt && can(tenant, 'exchange.run') && (
        <Button look="danger" onClick={() => setAsking(true)}>
          {t.revoke}
        </Button>
      )}
      <ConfirmDialog
        open={asking}
        close={() => setAsking(false)}
        title={`${t.revokeTitle} ${key.login}`}
        closeLabel={t.close}
        yes={t.revoke}
        no={t.keep}
        busy={revoke.isPending}
        confirm={() => revoke.mutate()}
      >
        <p>{t.revokeAsk}</p>
        {revoke.error && <Failed error={revoke.error} />}
      </ConfirmDialog>
    </li>
  )
}
