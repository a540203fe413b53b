import { Dialog } from '../../../kit/Dialog.tsx'
import { useWords } from '../../../kit/language.ts'
import { Alert, Button } from '../../../kit/Parts.tsx'
import { toast } from '../../../kit/Toasts.tsx'
import { words } from './feed-words.ts'

type Props = { issued: { login: string; secret: string }; close: () => void }

/** A new key with its secret, which is shown this once. */
export function KeyDialog({ issued: { login, secret }, close }: Props) {
  const t = useWords(words)
  const rows = [
    [t.address, `${location.origin}/exchange/commerceml`],
    [t.login, login],
    [t.secret, secret],
  ] as const
  const copy = async () => {
    await navigator.clipboard.writeText(rows.map((row) => row.join(': ')).join('\n'))
    toast({ text: t.copied })
  }
  return (
    <Dialog open close={close} title={t.issued} closeLabel={t.close}>
      <Alert>{t.once}</Alert>
      <dl className="mt-3 space-y-2" data-testid="issued-key">
        {rows.map(([name, value]) => (
          <div key={name}>
            <dt className="text-sm text-soft">{name}</dt>
            <dd>
              <code className="block rounded bg-ground px-2 py-1 break-all select-all">
                {value}
              </code>
            </dd>
          </div>
        ))}
      </dl>
      <Button className="mt-4" onClick={() => void copy()}>
        {t.copy}
      </Button>
    </Dialog>
  )
}
