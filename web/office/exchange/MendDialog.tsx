import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import type { Language } from '../../../src/platform/language.ts'
import { call } from '../../call.ts'
import { Failed } from '../../Failed.tsx'
import { Dialog } from '../../kit/Dialog.tsx'
import { useLanguage, useWords } from '../../kit/language.ts'
import { Alert, Button, Skeleton } from '../../kit/Parts.tsx'
import { toast } from '../../kit/Toasts.tsx'
import { oddityName } from './exchange-words.ts'
import { MendField } from './MendField.tsx'
import { words } from './mend-words.ts'
import type { MendedRow, OddRow } from './RunDecision.tsx'

type Props = {
  distributor: string
  runId: string
  row: MendedRow
  /** What is odd, where the words of an ERP's files do not say it. */
  title?: string
  /** What stands there, to be corrected. */
  stands?: string
  close: () => void
}

/** Where a person says what is right in an odd row. */
export function MendDialog({ distributor, runId, row, title, stands = '', close }: Props) {
  const t = useWords(words)
  const { language } = useLanguage()
  const { mend, drop } = useMends({ distributor, runId, row, close })
  const [value, setValue] = useState(() => firstValue(row, stands))
  const [chosenId, setListId] = useState('')
  const choices = useQuery({
    queryKey: ['mend-choices', distributor],
    queryFn: () => call.exchange.mendChoices({ distributor }),
  })
  const { asks } = row
  const from = choices.data && chosenFrom(asks, choices.data)
  // The only one need not be chosen.
  const [only, ...others] = choices.data?.lists ?? []
  const byList = asks === 'price_of_list'
  const listId = chosenId || (byList && only && others.length === 0 ? only.id : '')
  const save = (event: FormEvent) => {
    event.preventDefault()
    mend.mutate({ value, ...(listId && { listId }) })
  }
  const error = mend.error ?? drop.error
  return (
    <Dialog open close={close} title={titleOf(row, title, language)} closeLabel={t.close}>
      <form className="space-y-4" onSubmit={save}>
        <p className="text-sm break-words text-soft">
          {[row.externalId, row.detail].filter(Boolean).join(' · ')}
        </p>
        {choices.error && <Failed error={choices.error} retry={choices.refetch} />}
        {choices.isPending && <Skeleton rows={1} />}
        {from?.length === 0 && <Alert>{t.noChoice}</Alert>}
        {asks && choices.data && from?.length !== 0 && (
          <MendField
            {...{ row, asks, value, setValue, listId, setListId }}
            choices={choices.data}
          />
        )}
        <p className="text-sm text-soft">{t.holds}</p>
        {error && <Failed error={error} />}
        <div className="flex flex-wrap justify-end gap-2">
          {row.mended !== null && (
            <Button look="danger" busy={drop.isPending} onClick={() => drop.mutate()}>
              {t.takeBack}
            </Button>
          )}
          <Button onClick={close}>{t.cancel}</Button>
          <Button
            look="primary"
            type="submit"
            busy={mend.isPending}
            disabled={!choices.data || from?.length === 0 || value.trim() === ''}
          >
            {t.save}
          </Button>
        </div>
      </form>
    </Dialog>
  )
}

// A doubled id may be right; what stands in a cell is mostly only mistyped.
const firstValue = ({ code, externalId }: MendedRow, stands: string) =>
  code === 'duplicate_id' ? (externalId ?? '') : stands

const titleOf = ({ code }: MendedRow, title: string | undefined, language: Language) =>
  sentence(title ?? oddityName(code, language))

const sentence = (text: string) => text.charAt(0).toUpperCase() + text.slice(1)

type Choices = Awaited<ReturnType<typeof call.exchange.mendChoices>>

// What has to be chosen may not be there yet, when nothing was ever imported.
function chosenFrom(asks: OddRow['asks'], { lists, warehouses }: Choices) {
  if (asks === 'list' || asks === 'price_of_list') return lists
  return asks === 'warehouse' ? warehouses : null
}

function useMends({ distributor, runId, row, close }: Props) {
  const t = useWords(words)
  const queries = useQueryClient()
  const of = { distributor, runId, rowNo: row.rowNo }
  const onSettled = () =>
    Promise.all(
      ['run', 'table-run', 'uploads', 'mends'].map((key) =>
        queries.invalidateQueries({ queryKey: [key, distributor] }),
      ),
    )
  const drop = useMutation({
    mutationFn: () => call.exchange.dropMend(of),
    onSuccess: () => {
      toast({ text: t.takenBack })
      close()
    },
    onSettled,
  })
  const mend = useMutation({
    mutationFn: (said: { value: string; listId?: string }) =>
      call.exchange.mend({ ...of, ...said }),
    onSuccess: () => {
      toast({ text: t.mended, action: { label: t.cancel, run: () => drop.mutate() } })
      close()
    },
    onSettled,
  })
  return { mend, drop }
}
