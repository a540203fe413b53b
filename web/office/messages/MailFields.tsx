import { useWords } from '../../kit/language.ts'
import { TextField } from '../../kit/Parts.tsx'
import { words } from './messages-words.ts'
import type { MailDriver } from './told.ts'

type Props = { driver: MailDriver; change: (driver: MailDriver) => void }

/** The distributor's own mail server. */
export function MailFields({ driver, change }: Props) {
  const t = useWords(words)
  return (
    <>
      <div className="grid grid-cols-[1fr_6rem] gap-3">
        <TextField
          label={t.server}
          required
          maxLength={200}
          value={driver.host}
          onChange={(event) => change({ ...driver, host: event.target.value.trim() })}
        />
        <TextField
          label={t.port}
          type="number"
          required
          min={1}
          max={65_535}
          value={driver.port}
          onChange={(event) => change({ ...driver, port: Number(event.target.value) })}
        />
      </div>
      <label className="flex min-h-11 items-center gap-3">
        <input
          type="checkbox"
          className="size-5 accent-accent"
          checked={driver.secure}
          onChange={(event) => change({ ...driver, secure: event.target.checked })}
        />
        {t.secure}
      </label>
      <TextField
        label={t.fromAddress}
        type="email"
        required
        maxLength={200}
        value={driver.from}
        onChange={(event) => change({ ...driver, from: event.target.value })}
      />
      <TextField
        label={t.user}
        autoComplete="off"
        maxLength={200}
        value={driver.user}
        onChange={(event) => change({ ...driver, user: event.target.value })}
      />
    </>
  )
}
