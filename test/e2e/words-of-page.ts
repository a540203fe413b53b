// Names of programs and papers, and what is the same in every language.
const PROGRAMS = 'Tandem Chrome Linux API EDI ERP CSV XLSX PDF XML ZIP IBAN PNG JPEG WebP GIF BAS'
const MESSAGES = 'Viber SMS TLS JSON Authorization iPhone'
const MAPS = 'CommerceML Language English Leaflet Natural Earth GeoNames OpenStreetMap base'
// Names that the distributor of the tests gives its own things.
const TOWN = 'Kiosk Dairy Seller Agent Supervisor Buyer Person Town Team Territory Zone Warehouse'
const KEYS = 'Enter Ctrl Esc PgUp PgDn'
const KNOWN = new Set(`${PROGRAMS} ${MESSAGES} ${MAPS} ${TOWN} ${KEYS} Base nova atlas`.split(' '))

/** Words that nobody would say: holes in the texts, names of the program, another language. */
export function wrongWords(text: string, language: 'uk' | 'en' | 'ru'): string[] {
  const holes = text.match(/\bundefined\b|\bNaN\b|\[object|\bnull\b|Invalid Date|\$\{/g) ?? []
  const keys = text.match(/\b[a-z]{2,}_[a-z_]{2,}\b/g) ?? []
  return [...new Set([...holes, ...keys, ...foreignTo(language, text)])]
}

function foreignTo(language: 'uk' | 'en' | 'ru', text: string): string[] {
  if (language === 'en') return []
  const spoken = text.replace(/\b[A-Z]+-\d+\b/g, '')
  const latin = spoken.match(/\b[A-Za-z]{3,}\b/g) ?? []
  return latin.filter((word) => !KNOWN.has(word))
}
