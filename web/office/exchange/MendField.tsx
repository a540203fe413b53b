import type { call } from '../../call.ts'
import { useLanguage, useWords } from '../../kit/language.ts'
import { SelectField, TextField } from '../../kit/Parts.tsx'
import { ASKED, words } from './mend-words.ts'
import type { Asks, OddRow } from './RunDecision.tsx'

type Props = {
  row: Pick<OddRow, 'code'>
  asks: Asks
  choices: Awaited<ReturnType<typeof call.exchange.mendChoices>>
  value: string
  setValue: (value: string) => void
  listId: string
  setListId: (id: string) => void
}

const NUMBERS: ReadonlySet<Asks> = new Set([
  ...(['price', 'price_of_list', 'quantity', 'weight', 'ratio', 'vat'] as const),
])

/** The field that an odd row asks for: something of ours to choose, or a text or number to type. */
export function MendField(props: Props) {
  const { row, asks, choices, value, setValue, listId, setListId } = props
  const t = useWords(words)
  const { language } = useLanguage()
  const label = ASKED[asks][language]
  const first = asks !== 'price_of_list'
  if (asks === 'list' || asks === 'warehouse') {
    const options = asks === 'list' ? choices.lists : choices.warehouses
    const rekeyed = row.code.endsWith('_rekeyed')
    return (
      <Choose {...{ label, value, options }} choose={setValue} extra={rekeyed ? t.apart : null} />
    )
  }
  return (
    <>
      {asks === 'price_of_list' && (
        <Choose label={t.byList} value={listId} options={choices.lists} choose={setListId} />
      )}
      <TextField
        label={label}
        value={value}
        onChange={(event) => setValue(event.target.value)}
        inputMode={NUMBERS.has(asks) ? 'decimal' : 'text'}
        autoComplete="off"
        list={asks === 'unit' ? 'known-units' : undefined}
        autoFocus={first}
        data-focus={first || undefined}
      />
      {asks === 'unit' && (
        <datalist id="known-units">
          {choices.units.map((unit) => (
            <option key={unit} value={unit} />
          ))}
        </datalist>
      )}
      {asks === 'id' && <p className="text-sm text-soft">{t.idHow}</p>}
    </>
  )
}

type ChooseProps = {
  label: string
  value: string
  options: { id: string; name: string }[]
  choose: (id: string) => void
  extra?: string | null
}

function Choose({ label, value, options, choose, extra }: ChooseProps) {
  const t = useWords(words)
  return (
    <SelectField
      label={label}
      value={value}
      required
      autoFocus
      data-focus
      onChange={(event) => choose(event.target.value)}
    >
      <option value="">{t.choose}</option>
      {options.map(({ id, name }) => (
        <option key={id} value={id}>
          {name}
        </option>
      ))}
      {extra && <option value="new">{extra}</option>}
    </SelectField>
  )
}
