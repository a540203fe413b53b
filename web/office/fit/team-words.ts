import type { Counted } from '../../kit/language.ts'

export const PRODUCTS: Counted = {
  uk: { one: 'товар', few: 'товари', many: 'товарів' },
  en: { one: 'product', other: 'products' },
  ru: { one: 'товар', few: 'товара', many: 'товаров' },
}

export const TERRITORIES: Counted = {
  uk: { one: 'територія', few: 'території', many: 'територій' },
  en: { one: 'territory', other: 'territories' },
  ru: { one: 'территория', few: 'территории', many: 'территорий' },
}

export const teamWords = {
  teams: {
    uk: 'Схоже, ексклюзивна команда',
    en: 'Perhaps an exclusive team',
    ru: 'Похоже, эксклюзивная команда',
  },
  none: {
    uk: 'Ексклюзивних команд не видно',
    en: 'No exclusive teams seen',
    ru: 'Эксклюзивных команд не видно',
  },
  noneHow: {
    uk: 'Якщо бренди в тих самих точках продають інші агенти, ніж решту товарів, запропонуємо команду.',
    en: 'When other agents sell some brands than the rest at the same outlets, a team is proposed.',
    ru: 'Если бренды в тех же точках продают другие агенты, чем остальное, предложим команду.',
  },
  brands: { uk: 'Бренди', en: 'Brands', ru: 'Бренды' },
  agents: { uk: 'Агенти', en: 'Agents', ru: 'Агенты' },
  buyThem: { uk: 'Купують ці бренди', en: 'Buy these brands', ru: 'Покупают эти бренды' },
  apart: {
    uk: 'Де решту продає інший агент',
    en: 'Where another agent sells the rest',
    ru: 'Где остальное продаёт другой агент',
  },
  share: {
    uk: 'Рядків не від того, хто продає решту',
    en: 'Lines not by who sells the rest',
    ru: 'Строк не от того, кто продаёт остальное',
  },
  of: { uk: 'з', en: 'of', ru: 'из' },
  period: { uk: 'За період', en: 'Period', ru: 'За период' },
  make: { uk: 'Створити команду', en: 'Make the team', ru: 'Создать команду' },
  decline: { uk: 'Не пропонувати', en: 'Do not propose', ru: 'Не предлагать' },
  undo: { uk: 'Скасувати', en: 'Undo', ru: 'Отменить' },
  isDeclined: { uk: 'Відхилено', en: 'Declined', ru: 'Отклонено' },
  isMade: { uk: 'Команду створено', en: 'The team is made', ru: 'Команда создана' },
  undone: { uk: 'Рішення скасовано', en: 'The decision is undone', ru: 'Решение отменено' },
  close: { uk: 'Закрити', en: 'Close', ru: 'Закрыть' },
  name: { uk: 'Назва команди', en: 'Name of the team', ru: 'Название команды' },
  willChange: { uk: 'Що зміниться', en: 'What will change', ru: 'Что изменится' },
  from: { uk: 'Починаючи з', en: 'From', ru: 'Начиная с' },
  newTeam: {
    uk: 'зʼявиться нова ексклюзивна команда',
    en: 'a new exclusive team is made',
    ru: 'появится новая эксклюзивная команда',
  },
  oldTeam: {
    uk: 'бренди перейдуть до наявної команди з такою назвою',
    en: 'the brands go to the team that has this name',
    ru: 'бренды перейдут к команде с таким названием',
  },
  products: { uk: 'Перейдуть до команди', en: 'Go to the team', ru: 'Перейдут к команде' },
  territories: { uk: 'Нові території', en: 'New territories', ru: 'Новые территории' },
  vacant: { uk: 'вакантних', en: 'vacant', ru: 'вакантных' },
  given: {
    uk: 'Отримають агента команди',
    en: 'Get an agent of the team',
    ru: 'Получат агента команды',
  },
  ended: {
    uk: 'Змінять агента в цій команді',
    en: 'Change their agent in this team',
    ru: 'Сменят агента в этой команде',
  },
  ontoOwn: {
    uk: 'Купуватимуть за договором команди',
    en: 'Will buy by a contract of the team',
    ru: 'Будут покупать по договору команды',
  },
  offFormer: {
    uk: 'Мають договір колишньої команди цих товарів',
    en: 'Have a contract of the team that had the products',
    ru: 'Имеют договор прежней команды этих товаров',
  },
  unserved: {
    uk: 'Поки без агента цієї команди',
    en: 'As yet without an agent of this team',
    ru: 'Пока без агента этой команды',
  },
  unservedNote: {
    uk: 'Рядки цих брендів у них не буде кому зарахувати, доки їх не закріплять за агентом команди.',
    en: 'Lines of these brands there are credited to nobody until an agent of the team serves them.',
    ru: 'Строки этих брендов в них некому засчитать, пока их не закрепят за агентом команды.',
  },
  stays: {
    uk: 'Раніші рядки лишаються за своїми агентами. Договорів не змінюємо.',
    en: 'Earlier lines stay with their agents. No contract is changed.',
    ru: 'Прежние строки остаются за своими агентами. Договоры не меняем.',
  },
  canUndo: {
    uk: 'Скасувати можна сьогодні, доки за командою немає замовлень.',
    en: 'It can be undone today while no order is placed under the team.',
    ru: 'Отменить можно сегодня, пока за командой нет заказов.',
  },
}
