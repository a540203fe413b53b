import type { Counted } from '../../kit/language.ts'

export const words = {
  lead: {
    uk: 'Що каже оператор на кожній сходинці. Кожна зміна — нова версія; розмова пам’ятає, якою її вели.',
    en: 'What the operator says on each step. Each change is a version; a contact keeps which it was.',
    ru: 'Что говорит оператор на каждой ступени. Каждое изменение — версия; разговор помнит, какой его вели.',
  },
  step: { uk: 'Розмова', en: 'Conversation', ru: 'Разговор' },
  language: { uk: 'Мова', en: 'Language', ru: 'Язык' },
  uk: { uk: 'українська', en: 'Ukrainian', ru: 'украинский' },
  en: { uk: 'англійська', en: 'English', ru: 'английский' },
  ru: { uk: 'російська', en: 'Russian', ru: 'русский' },
  greeting: { uk: 'Привітання', en: 'Greeting', ru: 'Приветствие' },
  questions: {
    uk: 'Що питати й казати, по одному в рядку',
    en: 'What to ask and tell, one a line',
    ru: 'Что спрашивать и говорить, по одному в строке',
  },
  answers: {
    uk: 'Відповіді на заперечення',
    en: 'Answers to objections',
    ru: 'Ответы на возражения',
  },
  save: { uk: 'Зберегти нову версію', en: 'Save a new version', ru: 'Сохранить новую версию' },
  saved: { uk: 'Тепер кажемо так', en: 'This is said now', ru: 'Теперь говорим так' },
  follow: { uk: 'Казати стандартне', en: 'Say the shipped one', ru: 'Говорить стандартное' },
  own: { uk: 'Ваші слова', en: 'Your own words', ru: 'Ваши слова' },
  shipped: { uk: 'Стандартні слова', en: 'The shipped words', ru: 'Стандартные слова' },
  versions: { uk: 'Версії', en: 'Versions', ru: 'Версии' },
  version: { uk: 'Версія', en: 'Version', ru: 'Версия' },
  take: { uk: 'Узяти ці слова', en: 'Take these words', ru: 'Взять эти слова' },
  noVersions: {
    uk: 'Змін ще не було: кажемо стандартне.',
    en: 'Nothing was changed yet: the shipped script is said.',
    ru: 'Изменений ещё не было: говорим стандартное.',
  },
  offline: {
    uk: 'Немає зв’язку із сервером.',
    en: 'The server cannot be reached.',
    ru: 'Нет связи с сервером.',
  },
}

export const CONTACTS: Counted = {
  uk: { one: 'розмова', few: 'розмови', many: 'розмов' },
  en: { one: 'contact', other: 'contacts' },
  ru: { one: 'разговор', few: 'разговора', many: 'разговоров' },
}
