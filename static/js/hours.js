// Writes "Đang mở, đến 20:00" from data, because the pages themselves are cached.
// data-week: seven days from Monday, minutes of the day: "390-1200|390-690,810-1080|…". The clock is Vietnam's.
const WORDS = {
    vi: { open: "Đang mở, đến", always: "Mở cả ngày", closed: "Đã đóng", again: "mở lại", tomorrow: "mai", holiday: "Ngày lễ, nên gọi hỏi trước" },
    en: { open: "Open until", always: "Open all day", closed: "Closed", again: "opens", tomorrow: "tomorrow", holiday: "Public holiday, call first" },
};
const DAYS = {
    vi: ["thứ Hai", "thứ Ba", "thứ Tư", "thứ Năm", "thứ Sáu", "thứ Bảy", "chủ nhật"],
    en: ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"],
};
const DAY = 1440;
const lang = document.documentElement.lang === "en" ? "en" : "vi";

export function vietnamNow(date = new Date()) {
    const there = new Date(date.getTime() + 7 * 3600e3);
    return {
        day: (there.getUTCDay() + 6) % 7,
        minute: there.getUTCHours() * 60 + there.getUTCMinutes(),
        date: there.toISOString().slice(0, 10),
    };
}

export function parseWeek(data) {
    return data.split("|").map((day) => (day ? day.split(",").map((span) => span.split("-").map(Number)) : []));
}

const clock = (minute) => `${Math.floor((minute % DAY) / 60)}:${String(minute % 60).padStart(2, "0")}`;

/** What to say at this moment of the week: {state, text}. */
export function stateAt(week, { day, minute }, language = lang) {
    const words = WORDS[language];
    const span = week[day].find(([from, to]) => from <= minute && minute < to);
    if (span) {
        let [, end] = span;
        let next = day;
        // Night hours go on after midnight; seven full days are "all day".
        for (let i = 0; i < 7 && end === DAY && week[(next + 1) % 7][0]?.[0] === 0; i++) {
            next = (next + 1) % 7;
            end = week[next][0][1];
            if (i === 6) return { state: "open", text: words.always };
        }
        return { state: "open", text: `${words.open} ${end === DAY ? "24:00" : clock(end)}` };
    }
    for (let ahead = 0; ahead <= 7; ahead++) {
        const at = week[(day + ahead) % 7].find(([from]) => ahead > 0 || from > minute);
        if (at) {
            const when = ahead === 0 ? "" : ahead === 1 ? ` ${words.tomorrow}` : ` ${DAYS[language][(day + ahead) % 7]}`;
            return { state: "closed", text: `${words.closed}, ${words.again} ${clock(at[0])}${when}` };
        }
    }
    return { state: "closed", text: words.closed };
}

function write() {
    const now = vietnamNow();
    const holidays = document.querySelector("[data-holidays]")?.dataset.holidays.split(",") ?? [];
    for (const element of document.querySelectorAll("[data-week]")) {
        const holiday = holidays.includes(now.date);
        const { state, text } = holiday ? { state: "", text: WORDS[lang].holiday } : stateAt(parseWeek(element.dataset.week), now);
        element.textContent = text;
        if (state) element.dataset.state = state;
        else delete element.dataset.state;
    }
    for (const row of document.querySelectorAll("[data-weekdays]")) {
        row.classList.toggle("is-today", row.dataset.weekdays.split(",").includes(String(now.day)));
    }
}

write();
setInterval(write, 60e3);
