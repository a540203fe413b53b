import type { Phrase } from '../../../../src/platform/language.ts'

export const words = {
  pdf: { uk: 'Завантажити PDF', en: 'Download PDF', ru: 'Скачать PDF' },
  xlsx: { uk: 'Завантажити XLSX', en: 'Download XLSX', ru: 'Скачать XLSX' },
  print: { uk: 'Надрукувати', en: 'Print', ru: 'Напечатать' },
  none: { uk: 'Звіту ще немає', en: 'No report yet', ru: 'Отчёта ещё нет' },
  noneHow: {
    uk: 'Звіт з’явиться, щойно почнеться запуск.',
    en: 'The report is here as soon as a launch begins.',
    ru: 'Отчёт появится, как только начнётся запуск.',
  },
  nothing: { uk: 'Поки нічого', en: 'Nothing yet', ru: 'Пока ничего' },
  offline: {
    uk: 'Немає зв’язку із сервером.',
    en: 'The server cannot be reached.',
    ru: 'Нет связи с сервером.',
  },
} satisfies Record<string, Phrase>
