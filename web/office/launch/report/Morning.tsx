import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { call } from '../../../call.ts'
import { Failed } from '../../../Failed.tsx'
import { useFormats, useWords } from '../../../kit/language.ts'
import { Button, Card, SelectField, Skeleton, TextField } from '../../../kit/Parts.tsx'
import { toast } from '../../../kit/Toasts.tsx'
import { words } from './morning-words.ts'

type Reply = Awaited<ReturnType<typeof call.goals.morning>>
type Reader = Reply['readers'][number]
const MESSENGERS = ['viber', 'push'] as const

/** When the owner's five lines are told, and to whom. */
export function Morning({ distributor }: { distributor: string }) {
  const asked = useQuery({
    queryKey: ['launch', distributor, 'morning'],
    queryFn: () => call.goals.morning({ distributor }),
  })
  if (asked.error) return <Failed error={asked.error} retry={asked.refetch} />
  if (!asked.data) return <Skeleton rows={3} />
  return <MorningForm key={asked.dataUpdatedAt} distributor={distributor} reply={asked.data} />
}

function MorningForm({ distributor, reply }: { distributor: string; reply: Reply }) {
  const t = useWords(words)
  const f = useFormats()
  const queries = useQueryClient()
  const [at, setAt] = useState(reply.at)
  const [readers, setReaders] = useState(reply.readers)
  const save = useMutation({
    mutationFn: () =>
      call.goals.setMorning({
        ...{ distributor, at },
        readers: readers.map(({ personId, mail, messenger }) => ({ personId, mail, messenger })),
      }),
    onSuccess: () => {
      toast({ text: t.saved })
      return queries.invalidateQueries({ queryKey: ['launch', distributor, 'morning'] })
    },
  })
  const others = reply.people.filter(({ id }) => readers.every(({ personId }) => personId !== id))
  return (
    <Card className="space-y-4">
      <div>
        <h2 className="font-semibold">{t.morning}</h2>
        <p className="text-sm text-soft">{t.lead}</p>
        {reply.lastDay && (
          <p className="text-sm text-soft">
            {t.lastDay}: {f.day(reply.lastDay)}
          </p>
        )}
      </div>
      <form
        className="space-y-4"
        onSubmit={(event) => {
          event.preventDefault()
          save.mutate()
        }}
      >
        <TextField
          className="max-w-40"
          label={t.at}
          type="time"
          required
          value={at}
          onChange={(event) => setAt(event.target.value)}
        />
        {readers.length === 0 && <p className="text-sm text-soft">{t.nobody}</p>}
        <ul className="divide-y divide-line">
          {readers.map((reader) => (
            <ReaderRow
              key={reader.personId}
              reader={reader}
              change={(changed) =>
                setReaders(readers.map((one) => (one === reader ? changed : one)))
              }
              remove={() => setReaders(readers.filter((one) => one !== reader))}
            />
          ))}
        </ul>
        <SelectField
          className="max-w-80"
          label={t.add}
          value=""
          onChange={(event) => {
            const person = others.find(({ id }) => id === event.target.value)
            if (!person) return
            const { id: personId, name } = person
            setReaders([...readers, { personId, name, mail: true, messenger: null }])
          }}
        >
          <option value="">{t.choose}</option>
          {others.map(({ id, name }) => (
            <option key={id} value={id}>
              {name}
            </option>
          ))}
        </SelectField>
        {save.error && <Failed error={save.error} />}
        <p className="text-sm text-soft">{t.how}</p>
        <Button type="submit" look="primary" busy={save.isPending}>
          {t.save}
        </Button>
      </form>
    </Card>
  )
}

type RowProps = { reader: Reader; change: (reader: Reader) => void; remove: () => void }

function ReaderRow({ reader, change, remove }: RowProps) {
  const t = useWords(words)
  return (
    <li className="flex flex-wrap items-center gap-x-4 gap-y-1 py-2">
      <strong className="min-w-48">{reader.name}</strong>
      <label className="flex min-h-11 items-center gap-2">
        <input
          type="checkbox"
          className="size-5 accent-accent"
          checked={reader.mail}
          // By one way at least.
          disabled={reader.messenger === null}
          onChange={(event) => change({ ...reader, mail: event.target.checked })}
        />
        {t.mail}
      </label>
      <SelectField
        hideLabel
        label={`${t.messenger}: ${reader.name}`}
        value={reader.messenger ?? ''}
        onChange={(event) => {
          const messenger = MESSENGERS.find((name) => name === event.target.value) ?? null
          change({ ...reader, messenger, mail: reader.mail || messenger === null })
        }}
      >
        <option value="">{t.noMessenger}</option>
        {MESSENGERS.map((name) => (
          <option key={name} value={name}>
            {t[name]}
          </option>
        ))}
      </SelectField>
      <Button look="quiet" onClick={remove} aria-label={`${t.remove}: ${reader.name}`}>
        {t.remove}
      </Button>
    </li>
  )
}
