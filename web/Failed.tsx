import { errorText, isMangled, mayNot, notThere } from './call.ts'
import { useWords } from './kit/language.ts'
import { Alert, Button } from './kit/Parts.tsx'

const words = {
  offline: {
    uk: 'Немає зв’язку із сервером.',
    en: 'The server cannot be reached.',
    ru: 'Нет связи с сервером.',
  },
  mangled: {
    uk: 'За цим посиланням нічого немає: його скорочено або написано з помилкою.',
    en: 'Nothing is at this link: it was cut or mistyped.',
    ru: 'По этой ссылке ничего нет: её сократили или написали с ошибкой.',
  },
  again: { uk: 'Спробувати ще раз', en: 'Try again', ru: 'Попробовать ещё раз' },
}

/** What went wrong, in the server's own words or ours, and the way to try again where it may help. */
export function Failed({ error, retry }: { error: unknown; retry?: () => unknown }) {
  const t = useWords(words)
  return (
    <Alert tone="bad">
      <div className="flex flex-wrap items-center justify-between gap-3">
        <span>{isMangled(error) ? t.mangled : errorText(error, t.offline)}</span>
        {retry && !notThere(error) && !mayNot(error) && (
          <Button onClick={() => retry()}>{t.again}</Button>
        )}
      </div>
    </Alert>
  )
}
