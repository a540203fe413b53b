import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { call } from '../../../call.ts'
import { Failed } from '../../../Failed.tsx'
import { Dialog } from '../../../kit/Dialog.tsx'
import { useLanguage, useWords } from '../../../kit/language.ts'
import { Alert, Button, TextField } from '../../../kit/Parts.tsx'
import { toast } from '../../../kit/Toasts.tsx'
import { newId } from '../../../order/cart.ts'
import { can, usePlace } from '../../../signin/me.tsx'
import { RIGHT_NAMES, words } from './key-words.ts'

type Props = { distributor: string; close: () => void }
type KeyRight = keyof typeof RIGHT_NAMES

const ALL = Object.keys(RIGHT_NAMES) as KeyRight[]

/** Issues a key for the REST API with the rights that are ticked; shows it once. */
export function ApiKeyDialog({ distributor, close }: Props) {
  const t = useWords(words)
  const { tenant } = usePlace()
  const queries = useQueryClient()
  const [keyId] = useState(newId)
  const [name, setName] = useState('')
  const [rights, setRights] = useState<KeyRight[]>([])
  const issue = useMutation({
    mutationFn: () => call.identity.makeApiKey({ distributor, keyId, name, rights }),
    onSettled: () => queries.invalidateQueries({ queryKey: ['api-keys', distributor] }),
  })
  if (issue.data) return <Issued token={issue.data.token} close={close} />
  return (
    <Dialog open close={close} title={t.add} closeLabel={t.close}>
      <form
        className="space-y-4"
        onSubmit={(event) => {
          event.preventDefault()
          issue.mutate()
        }}
      >
        <TextField
          label={t.name}
          required
          maxLength={200}
          value={name}
          onChange={(event) => setName(event.target.value)}
        />
        <Rights
          offered={ALL.filter((right) => can(tenant, right))}
          chosen={rights}
          choose={setRights}
        />
        {issue.error && <Failed error={issue.error} />}
        <Button
          type="submit"
          look="primary"
          busy={issue.isPending}
          disabled={name.trim() === '' || rights.length === 0}
        >
          {t.issue}
        </Button>
      </form>
    </Dialog>
  )
}

type RightsProps = {
  offered: KeyRight[]
  chosen: KeyRight[]
  choose: (rights: KeyRight[]) => void
}

function Rights({ offered, chosen, choose }: RightsProps) {
  const t = useWords(words)
  const { language } = useLanguage()
  return (
    <fieldset>
      <legend className="text-sm text-soft">{t.rights}</legend>
      {offered.map((right) => (
        <label key={right} className="flex min-h-11 items-center gap-2">
          <input
            type="checkbox"
            className="size-5 accent-accent"
            checked={chosen.includes(right)}
            onChange={({ target: { checked } }) =>
              choose(checked ? [...chosen, right] : chosen.filter((other) => other !== right))
            }
          />
          {RIGHT_NAMES[right][language]}
        </label>
      ))}
    </fieldset>
  )
}

function Issued({ token, close }: { token: string; close: () => void }) {
  const t = useWords(words)
  const copy = async () => {
    await navigator.clipboard.writeText(token)
    toast({ text: t.copied })
  }
  return (
    <Dialog open close={close} title={t.add} closeLabel={t.close}>
      <Alert>{t.once}</Alert>
      <code
        data-testid="issued-token"
        className="mt-3 block rounded bg-ground px-2 py-1 break-all select-all"
      >
        {token}
      </code>
      <Button className="mt-4" onClick={() => void copy()}>
        {t.copy}
      </Button>
    </Dialog>
  )
}
