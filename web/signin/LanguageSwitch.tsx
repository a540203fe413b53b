import { call } from '../call.ts'
import { keepLanguage, useLanguage } from '../kit/language.ts'
import { SelectField } from '../kit/Parts.tsx'

const NAMES = { uk: 'Українська', en: 'English', ru: 'Русский' } as const
type Language = keyof typeof NAMES

// What was chosen here while nobody was signed in: told to the server once somebody is.
let waiting: Language | null = null

/** The language goes with the person to other devices; signed out, this device remembers it. */
export function LanguageSwitch({ signedIn = true }: { signedIn?: boolean }) {
  const { language, choose } = useLanguage()
  const take = async (next: Language) => {
    waiting = signedIn ? null : next
    // The server answers in the person's language: it has to know before anything is refetched.
    if (signedIn) await call.identity.setLanguage({ language: next }).catch(() => undefined)
    choose(next)
  }
  return (
    <SelectField
      label="Мова / Language"
      hideLabel
      value={language}
      onChange={(event) => void take(event.target.value as Language)}
    >
      {Object.entries(NAMES).map(([code, name]) => (
        <option key={code} value={code} lang={code}>
          {name}
        </option>
      ))}
    </SelectField>
  )
}

/** Brings the person's language and this device's together; returns the one to show. */
export async function languageOfPerson(known: Language | null): Promise<Language | null> {
  if (waiting && waiting !== known) await call.identity.setLanguage({ language: waiting })
  const language = waiting ?? known
  waiting = null
  if (language) keepLanguage(language)
  return language
}
