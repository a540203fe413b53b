import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { type ReactNode, useState } from 'react'
import { call, errorText } from '../call.ts'
import { useWords } from '../kit/language.ts'
import { Alert, Button, Card, TextField } from '../kit/Parts.tsx'
import { phoneText } from '../kit/phone-text.ts'
import { useTitle } from '../kit/title.ts'
import { LanguageSwitch } from './LanguageSwitch.tsx'
import { ROLE_WORDS } from './role-words.ts'

const words = {
  title: { uk: 'Вхід', en: 'Sign in', ru: 'Вход' },
  lead: {
    uk: 'Замовлення у вашого дистриб’ютора — будь-коли.',
    en: 'Order from your distributor at any time.',
    ru: 'Заказы у вашего дистрибьютора — в любое время.',
  },
  phone: { uk: 'Номер телефону', en: 'Phone number', ru: 'Номер телефона' },
  getCode: { uk: 'Отримати код', en: 'Get a code', ru: 'Получить код' },
  code: { uk: 'Код з 6 цифр', en: '6-digit code', ru: 'Код из 6 цифр' },
  enter: { uk: 'Увійти', en: 'Sign in', ru: 'Войти' },
  sent: { uk: 'Код надіслано на', en: 'The code was sent to', ru: 'Код отправлен на' },
  other: { uk: 'Інший номер', en: 'Another number', ru: 'Другой номер' },
  demoCode: { uk: 'Демо: ваш код', en: 'Demo: your code is', ru: 'Демо: ваш код' },
  demo: { uk: 'Демонстраційні входи', en: 'Demo people', ru: 'Демонстрационные входы' },
  offline: {
    uk: 'Немає зв’язку із сервером. Спробуйте ще раз.',
    en: 'The server cannot be reached. Try again.',
    ru: 'Нет связи с сервером. Попробуйте ещё раз.',
  },
}

const CODE_DIGITS = 6

/** Phone, then code. In demo mode the code shows here, and people of the demo can be picked. */
export function SignIn({ children }: { children?: ReactNode }) {
  const t = useWords(words)
  useTitle(t.title)
  const queries = useQueryClient()
  const [phone, setPhone] = useState('')
  const [code, setCode] = useState('')
  const ask = useMutation({
    mutationFn: (wanted: string) => call.identity.askCode({ phone: wanted }),
    onSuccess: (asked) => setCode(asked.demoCode ?? ''),
  })
  const enter = useMutation({
    mutationFn: (typed: string) => call.identity.signIn({ phone, code: typed }),
    onSuccess: () => queries.invalidateQueries(),
  })
  const error = enter.error ?? ask.error
  const enterOnce = (typed: string) => !enter.isPending && enter.mutate(typed)
  const startAgain = () => {
    ask.reset()
    enter.reset()
    setCode('')
  }
  return (
    <main className="mx-auto flex min-h-dvh max-w-md flex-col gap-5 px-4 py-8">
      <div className="flex items-center justify-between">
        <p className="text-lg font-bold tracking-tight text-accent">Tandem</p>
        <LanguageSwitch signedIn={false} />
      </div>
      <div>
        <h1 className="text-2xl font-bold">{t.title}</h1>
        <p className="mt-1 text-soft">{children ?? t.lead}</p>
      </div>
      <Card>
        <form
          className="space-y-4"
          onSubmit={(event) => {
            event.preventDefault()
            if (ask.data) enterOnce(code)
            else ask.mutate(phone)
          }}
        >
          <TextField
            label={t.phone}
            type="tel"
            autoComplete="tel"
            placeholder="067 123 45 67"
            value={phone}
            readOnly={Boolean(ask.data)}
            onChange={(event) => setPhone(event.target.value)}
            required
          />
          {ask.data && (
            <CodeField asked={ask.data} code={code} setCode={setCode} full={enterOnce} />
          )}
          {error && <Alert tone="bad">{errorText(error, t.offline)}</Alert>}
          <Button
            type="submit"
            look="primary"
            className="w-full"
            busy={ask.isPending || enter.isPending}
          >
            {ask.data ? t.enter : t.getCode}
          </Button>
          {ask.data && (
            <Button look="quiet" className="w-full" onClick={startAgain}>
              {t.other}
            </Button>
          )}
        </form>
      </Card>
      <DemoLogins
        pick={(wanted) => {
          setPhone(wanted)
          ask.mutate(wanted)
        }}
      />
    </main>
  )
}

type CodeProps = {
  asked: { phone: string; demoCode: string | null }
  code: string
  setCode: (code: string) => void
  full: (code: string) => void
}

/** The code signs in by itself when its last digit is typed or filled in from the message. */
function CodeField({ asked, code, setCode, full }: CodeProps) {
  const t = useWords(words)
  return (
    <>
      <TextField
        label={t.code}
        inputMode="numeric"
        autoComplete="one-time-code"
        pattern="[0-9]{6}"
        value={code}
        autoFocus
        onChange={(event) => {
          const digits = event.target.value.replace(/\D/g, '').slice(0, CODE_DIGITS)
          setCode(digits)
          if (digits.length === CODE_DIGITS) full(digits)
        }}
        required
      />
      <p className="text-sm text-soft">
        {asked.demoCode ? t.demoCode : t.sent}{' '}
        <strong {...(asked.demoCode ? { 'data-testid': 'demo-code' } : {})}>
          {asked.demoCode ?? phoneText(asked.phone)}
        </strong>
      </p>
    </>
  )
}

function DemoLogins({ pick }: { pick: (phone: string) => void }) {
  const t = useWords(words)
  const roles = useWords(ROLE_WORDS)
  const logins = useQuery({
    queryKey: ['demo-logins'],
    queryFn: () => call.identity.demoLogins({}),
  })
  if (!logins.data?.demo) return null
  return (
    <Card>
      <h2 className="mb-2 text-sm font-semibold text-soft">{t.demo}</h2>
      <ul className="divide-y divide-line">
        {logins.data.logins.map((login) => (
          <li key={login.phone}>
            <button
              type="button"
              className="flex min-h-11 w-full items-center justify-between gap-3 py-2 text-left hover:text-accent"
              onClick={() => pick(login.phone)}
            >
              <span>
                <span className="block font-medium">
                  {roles[login.role as keyof typeof ROLE_WORDS] ?? login.role}
                </span>
                <span className="block text-xs text-faint">
                  {login.name}, {login.tenantName}
                </span>
              </span>
              <span className="shrink-0 text-sm text-soft">{phoneText(login.phone)}</span>
            </button>
          </li>
        ))}
      </ul>
    </Card>
  )
}
