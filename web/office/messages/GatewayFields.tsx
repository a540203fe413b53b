import { useWords } from '../../kit/language.ts'
import { SelectField, TextField } from '../../kit/Parts.tsx'
import { words } from './messages-words.ts'
import type { GatewayDriver } from './told.ts'

type Props = {
  driver: GatewayDriver
  change: (driver: GatewayDriver) => void
  callback: string
}

const FORMS = ['application/json', 'application/x-www-form-urlencoded'] as const
const PLACEHOLDERS = '{{phone}} {{text}} {{title}} {{link}} {{id}} {{secret}} {{callback}}'
const AUTHORIZATION = 'Authorization'

/** A gateway of SMS or Viber in its own words. */
export function GatewayFields({ driver, change, callback }: Props) {
  const t = useWords(words)
  const set = (more: Partial<GatewayDriver>) => change({ ...driver, ...more })
  const others = driver.headers.filter(({ name }) => name !== AUTHORIZATION)
  const authorization = driver.headers.find(({ name }) => name === AUTHORIZATION)?.value ?? ''
  return (
    <>
      <TextField
        label={t.url}
        type="url"
        required
        maxLength={1_000}
        value={driver.url}
        onChange={(event) => set({ url: event.target.value.trim() })}
      />
      <SelectField
        label={t.form}
        value={driver.contentType}
        onChange={({ target }) =>
          set({ contentType: FORMS.find((form) => form === target.value) ?? FORMS[0] })
        }
      >
        <option value={FORMS[0]}>JSON</option>
        <option value={FORMS[1]}>{t.asForm}</option>
      </SelectField>
      <TextField
        label={t.header}
        maxLength={500}
        value={authorization}
        onChange={({ target: { value } }) =>
          set({ headers: value ? [...others, { name: AUTHORIZATION, value }] : others })
        }
      />
      <div>
        <label className="block">
          <span className="mb-1 block text-sm text-soft">{t.body}</span>
          <textarea
            rows={4}
            maxLength={4_000}
            className="w-full rounded-control border border-edge bg-card p-3 font-mono text-sm"
            value={driver.body}
            onChange={(event) => set({ body: event.target.value })}
          />
        </label>
        <p className="text-xs text-soft">
          {t.bodyHow} <code>{PLACEHOLDERS}</code>
        </p>
      </div>
      <TextField
        label={t.idPointer}
        maxLength={200}
        pattern="(/.*)?"
        value={driver.idPointer}
        onChange={(event) => set({ idPointer: event.target.value })}
      />
      <ReceiptFields driver={driver} set={set} callback={callback} />
    </>
  )
}

const RECEIPT = {
  idPointer: '/id',
  statusPointer: '/status',
  delivered: ['delivered'],
  read: ['read', 'seen'],
  failed: ['failed', 'undelivered'],
}
const WORDS = [
  ['delivered', 'wordsDelivered'],
  ['read', 'wordsRead'],
  ['failed', 'wordsFailed'],
] as const

type ReceiptProps = {
  driver: GatewayDriver
  set: (more: Partial<GatewayDriver>) => void
  callback: string
}

function ReceiptFields({ driver: { receipt }, set, callback }: ReceiptProps) {
  const t = useWords(words)
  return (
    <>
      <label className="flex min-h-11 items-center gap-3">
        <input
          type="checkbox"
          className="size-5 accent-accent"
          checked={receipt !== null}
          onChange={(event) => set({ receipt: event.target.checked ? RECEIPT : null })}
        />
        {t.receipts}
      </label>
      {receipt && (
        <>
          <TextField
            label={t.callback}
            readOnly
            value={callback}
            onFocus={(event) => event.target.select()}
          />
          <div className="grid grid-cols-2 gap-3">
            <TextField
              label={t.receiptId}
              pattern="(/.*)?"
              value={receipt.idPointer}
              onChange={({ target }) => set({ receipt: { ...receipt, idPointer: target.value } })}
            />
            <TextField
              label={t.receiptStatus}
              pattern="(/.*)?"
              value={receipt.statusPointer}
              onChange={({ target }) =>
                set({ receipt: { ...receipt, statusPointer: target.value } })
              }
            />
          </div>
          {WORDS.map(([field, word]) => (
            <WordsField
              key={field}
              label={t[word]}
              kept={receipt[field]}
              change={(list) => set({ receipt: { ...receipt, [field]: list } })}
            />
          ))}
        </>
      )}
    </>
  )
}

type WordsProps = { label: string; kept: string[]; change: (list: string[]) => void }

function WordsField({ label, kept, change }: WordsProps) {
  return (
    <TextField
      label={label}
      maxLength={500}
      defaultValue={kept.join(' ')}
      onChange={({ target }) => change(target.value.split(/\s+/).filter(Boolean))}
    />
  )
}
