import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { call } from '../call.ts'
import { Failed } from '../Failed.tsx'
import { Dialog } from '../kit/Dialog.tsx'
import { useWords } from '../kit/language.ts'
import { Button, TextField } from '../kit/Parts.tsx'
import { words } from './covenant-words.ts'

/** The owner signs a promise to his agents until a day. */
export function PromiseForm({ distributor }: { distributor: string }) {
  const t = useWords(words)
  const queries = useQueryClient()
  const [said, setSaid] = useState({ id: crypto.randomUUID(), words: '', untilDay: '' })
  const sign = useMutation({
    mutationFn: () => call.rollout.signPromise({ distributor, ...said }),
    onSuccess: () => setSaid({ id: crypto.randomUUID(), words: '', untilDay: '' }),
    onSettled: () => queries.invalidateQueries({ queryKey: ['covenant'] }),
  })
  return (
    <form
      className="grid gap-3 border-t border-line pt-3 sm:grid-cols-[1fr_11rem]"
      onSubmit={(event) => {
        event.preventDefault()
        sign.mutate()
      }}
    >
      <TextField
        label={t.promise}
        placeholder={t.promiseHint}
        required
        maxLength={500}
        value={said.words}
        onChange={(event) => setSaid({ ...said, words: event.target.value })}
      />
      <TextField
        label={t.keptUntil}
        type="date"
        required
        value={said.untilDay}
        onChange={(event) => setSaid({ ...said, untilDay: event.target.value })}
      />
      <div className="space-y-2 sm:col-span-2">
        {sign.error && <Failed error={sign.error} />}
        <Button type="submit" look="primary" busy={sign.isPending}>
          {t.sign}
        </Button>
      </div>
    </form>
  )
}

type BrokenProps = { close: () => void; busy: boolean; error: unknown; say: (said: string) => void }

/** Says what broke a promise, before it stands there for everybody. */
export function BrokenDialog({ close, busy, error, say }: BrokenProps) {
  const t = useWords(words)
  const [said, setSaid] = useState('')
  return (
    <Dialog open close={close} title={t.sayBroken} closeLabel={t.close}>
      <form
        className="space-y-3"
        onSubmit={(event) => {
          event.preventDefault()
          say(said)
        }}
      >
        <p className="text-sm text-soft">{t.brokenHow}</p>
        <TextField
          label={t.howBroken}
          required
          maxLength={500}
          value={said}
          onChange={(event) => setSaid(event.target.value)}
        />
        {Boolean(error) && <Failed error={error} />}
        <div className="flex justify-end gap-2">
          <Button onClick={close}>{t.cancel}</Button>
          <Button type="submit" look="danger" busy={busy}>
            {t.sayBroken}
          </Button>
        </div>
      </form>
    </Dialog>
  )
}
