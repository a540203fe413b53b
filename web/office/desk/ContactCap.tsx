import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { call } from '../../call.ts'
import { Failed } from '../../Failed.tsx'
import { PageHead } from '../../frame/PageHead.tsx'
import { useWords } from '../../kit/language.ts'
import { Badge, Button, Card, Skeleton, TextField } from '../../kit/Parts.tsx'
import { toast } from '../../kit/Toasts.tsx'
import { words as parts } from './aside-words.ts'
import { words } from './cap-words.ts'
import { DeskViews } from './DeskViews.tsx'

type Cap = Awaited<ReturnType<typeof call.rollout.contactCap>>

/** How often a shop is spoken with, whoever of us speaks. */
export function ContactCap({ distributor }: { distributor: string }) {
  const t = useWords(words)
  const p = useWords(parts)
  const cap = useQuery({
    queryKey: ['contact-cap', distributor],
    queryFn: () => call.rollout.contactCap({ distributor }),
  })
  return (
    <div className="space-y-4">
      <PageHead title={p.rules} lead={t.lead} />
      <DeskViews />
      {cap.error && <Failed error={cap.error} retry={cap.refetch} />}
      {cap.isPending && <Skeleton rows={2} />}
      {cap.data && <CapForm distributor={distributor} known={cap.data} />}
    </div>
  )
}

const CONTACTS_MAX = 20
const DAYS_MAX = 60

function CapForm({ distributor, known }: { distributor: string; known: Cap }) {
  const t = useWords(words)
  const queries = useQueryClient()
  const [contactsMax, setContacts] = useState(known.contactsMax)
  const [windowDays, setDays] = useState(known.windowDays)
  const save = useMutation({
    mutationFn: () => call.rollout.setContactCap({ distributor, contactsMax, windowDays }),
    onSuccess: () => toast({ text: t.saved }),
    onSettled: () =>
      Promise.all(
        ['contact-cap', 'desk'].map((key) => queries.invalidateQueries({ queryKey: [key] })),
      ),
  })
  const same = contactsMax === known.contactsMax && windowDays === known.windowDays
  return (
    <Card className="max-w-xl">
      <form
        className="space-y-4"
        onSubmit={(event) => {
          event.preventDefault()
          save.mutate()
        }}
      >
        <Badge tone={known.own ? 'accent' : 'plain'}>{known.own ? t.own : t.standard}</Badge>
        <NumberField label={t.contacts} max={CONTACTS_MAX} value={contactsMax} set={setContacts} />
        <NumberField label={t.days} max={DAYS_MAX} value={windowDays} set={setDays} />
        <p className="text-sm text-soft">{t.how}</p>
        {save.error && <Failed error={save.error} />}
        <Button type="submit" look="primary" busy={save.isPending} disabled={same}>
          {t.save}
        </Button>
      </form>
    </Card>
  )
}

type FieldProps = { label: string; max: number; value: number; set: (value: number) => void }

function NumberField({ label, max, value, set }: FieldProps) {
  return (
    <TextField
      label={label}
      type="number"
      min={1}
      max={max}
      required
      value={value}
      onChange={(event) => set(Number(event.target.value))}
    />
  )
}
