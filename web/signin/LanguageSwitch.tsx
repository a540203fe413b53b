import { useLanguage } from '../kit/language.ts'

const NAMES = { uk: 'Українська', en: 'English', ru: 'Русский' } as const

export function LanguageSwitch() {
  const { language, choose } = useLanguage()
  return (
    <select
      aria-label="Мова / Language"
      className="min-h-11 rounded-control border border-line bg-card px-2 text-sm"
      value={language}
      onChange={(event) => choose(event.target.value as keyof typeof NAMES)}
    >
      {Object.entries(NAMES).map(([code, name]) => (
        <option key={code} value={code}>
          {name}
        </option>
      ))}
    </select>
  )
}
