// A window-call panel for Cherha: up to five keys and a lamp, on Arduino or ESP32.
//
// The protocol is docs/buttons.md. Keys close to ground (the pins' own pull-ups are used); the lamp is lit by HIGH.
// On RS-485 wire DE and RE of the transceiver together to PIN_DE; with RS-232 or USB leave PIN_DE at -1.

#include <EEPROM.h>

#if defined(ESP32)
#define LINE Serial2
#else
#define LINE Serial
#endif

// ---- as this panel is built ----------------------------------------------------------------------------------------

const uint8_t ADDRESS = 12;  // 1 to 254, its own on the wire
const long BAUD = 9600;
const int PIN_LAMP = 13;
const int PIN_DE = -1;

struct Key {
  int pin;
  const char *name;   // call, recall, start, finish or missed
  const char *press;  // "" or "second": the second button beside the key
  bool mayBeHeld;     // held for a second and a half it is a press of its own
};

const Key KEYS[] = {
  {2, "call", "", true},
  {3, "call", "second", false},
};
const uint8_t KEY_COUNT = sizeof(KEYS) / sizeof(KEYS[0]);

// ---- times, in milliseconds ----------------------------------------------------------------------------------------

const unsigned long BOUNCE_MS = 20;
const unsigned long HELD_MS = 1500;
const unsigned long PRESS_LIVES_MS = 5000;  // later a press would call somebody whom nobody expects
const unsigned long REPEAT_LEAST_MS = 200;  // at random up to REPEAT_MOST_MS: two that met must not meet again
const unsigned long REPEAT_MOST_MS = 500;
const unsigned long HEARTBEAT_MS = 5000;
const unsigned long BOX_AWAY_MS = 15000;
const unsigned long QUIET_MS = 20;          // so long the line is silent before we speak

const uint8_t LONGEST = 64;

// ---- what is going on ----------------------------------------------------------------------------------------------

enum Lamp { OFF, STEADY, FLASH, SLOW, FAST, DOUBLE_FLASH };
const char *const LAMP_NAMES[] = {"off", "steady", "flash", "slow", "fast", "double"};
const uint8_t LAMP_COUNT = 6;

struct Contact {
  bool isDown;
  bool isHeldSaid;
  unsigned long changedAt;
  bool isLatest;  // what the pin said when it last changed
};

struct Press {
  bool isThere;
  uint8_t key;
  bool isLong;
  bool isSent;
  uint8_t sequence;
  unsigned long pressedAt;
  unsigned long sendAt;
};

Contact contacts[KEY_COUNT];
Press sending = {};
Press waiting = {};  // one press at a time: the next waits for the acknowledgement
Lamp lamp = OFF;
uint16_t boot = 0;
uint8_t sequence = 0;
bool hasBeaten = false;
unsigned long beatAt = 0;
unsigned long boxHeardAt = 0;
unsigned long lineHeardAt = 0;
char begun[LONGEST + 1];
uint8_t length = 0;
bool isBegun = false;

// ---- the wire ------------------------------------------------------------------------------------------------------

// CRC-16/CCITT-FALSE: polynomial 1021, start FFFF; of "123456789" it is 29B1.
uint16_t checksum(const char *text, uint8_t count) {
  uint16_t crc = 0xFFFF;
  for (uint8_t i = 0; i < count; i++) {
    crc ^= (uint16_t)(uint8_t)text[i] << 8;
    for (uint8_t bit = 0; bit < 8; bit++) {
      crc = (crc & 0x8000) ? (crc << 1) ^ 0x1021 : crc << 1;
    }
  }
  return crc;
}

// words: what comes after address and number, such as "press,call,4711".
void say(uint8_t number, const char *words) {
  char body[LONGEST];
  char frame[LONGEST + 8];
  int count = snprintf(body, sizeof(body), "%u,%u,%s", ADDRESS, number, words);
  if (count <= 0 || count >= (int)sizeof(body)) return;
  int whole = snprintf(frame, sizeof(frame), "<%s*%04X\n", body, checksum(body, count));
  if (PIN_DE >= 0) digitalWrite(PIN_DE, HIGH);
  LINE.write((const uint8_t *)frame, whole);
  LINE.flush();  // until the last bit is out: only then may the line be let go
  if (PIN_DE >= 0) digitalWrite(PIN_DE, LOW);
  lineHeardAt = millis();
}

bool isLineQuiet(unsigned long now) { return now - lineHeardAt >= QUIET_MS; }

void acknowledge(uint8_t number) { say(number, "ack"); }

// A number without leading zeros; -1 if there is none. Moves on past the comma behind it.
long takeNumber(char *&text) {
  if (!isdigit(*text) || (*text == '0' && isdigit(text[1]))) return -1;
  long number = strtol(text, &text, 10);
  if (*text == ',') text++;
  return number;
}

void hear(char *line, uint8_t count) {
  char *star = (char *)memchr(line, '*', count);
  if (line[0] != '>' || star == nullptr || strlen(star + 1) != 4) return;
  char expected[5];
  snprintf(expected, sizeof(expected), "%04X", checksum(line + 1, star - line - 1));
  if (strcmp(star + 1, expected) != 0) return;
  *star = '\0';
  char *words = line + 1;
  long address = takeNumber(words);
  long number = takeNumber(words);
  if (address != ADDRESS || number < 0 || number > 255) return;
  boxHeardAt = millis();
  if (strcmp(words, "ack") == 0) {
    if (sending.isThere && sending.isSent && sending.sequence == number) sending.isThere = false;
  } else if (strncmp(words, "lamp,", 5) == 0) {
    for (uint8_t i = 0; i < LAMP_COUNT; i++) {
      if (strcmp(words + 5, LAMP_NAMES[i]) == 0) {
        lamp = (Lamp)i;
        acknowledge(number);
      }
    }
  }
  // Other words belong to a later version.
}

void listen() {
  while (LINE.available()) {
    char sign = LINE.read();
    lineHeardAt = millis();
    if (sign == '<' || sign == '>') {  // opens a frame anew, wherever it comes
      isBegun = true;
      length = 0;
      begun[length++] = sign;
    } else if (!isBegun || sign == '\r') {
      continue;
    } else if (sign == '\n') {
      begun[length] = '\0';
      isBegun = false;
      hear(begun, length);
    } else if (sign < ' ' || sign > '~' || length >= LONGEST) {
      isBegun = false;
    } else {
      begun[length++] = sign;
    }
  }
}

// ---- keys ----------------------------------------------------------------------------------------------------------

void press(uint8_t key, bool isLong, unsigned long now) {
  Press made = {true, key, isLong, false, 0, now, now};
  if (!sending.isThere) {
    sending = made;
  } else {
    waiting = made;
  }
}

// A key says "short" when it is let go, or at once when holding it means nothing; "long" while it is held. A key that
// has jammed is one press.
void lookAtKeys(unsigned long now) {
  for (uint8_t i = 0; i < KEY_COUNT; i++) {
    Contact &contact = contacts[i];
    bool isDown = digitalRead(KEYS[i].pin) == LOW;
    if (isDown != contact.isLatest) {
      contact.isLatest = isDown;
      contact.changedAt = now;
    }
    bool isSettled = now - contact.changedAt >= BOUNCE_MS;
    if (isSettled && isDown != contact.isDown) {
      contact.isDown = isDown;
      if (isDown && !KEYS[i].mayBeHeld) press(i, false, now);
      if (!isDown && KEYS[i].mayBeHeld && !contact.isHeldSaid) press(i, false, now);
      if (!isDown) contact.isHeldSaid = false;
    }
    if (contact.isDown && KEYS[i].mayBeHeld && !contact.isHeldSaid && now - contact.changedAt >= HELD_MS) {
      contact.isHeldSaid = true;
      press(i, true, now);
    }
  }
}

void sendPress(unsigned long now) {
  if (sending.isThere && now - sending.pressedAt > PRESS_LIVES_MS) sending.isThere = false;
  if (!sending.isThere && waiting.isThere) {
    sending = waiting;
    waiting.isThere = false;
  }
  if (!sending.isThere || (long)(now - sending.sendAt) < 0 || !isLineQuiet(now)) return;
  if (!sending.isSent) {
    sending.isSent = true;
    sending.sequence = ++sequence;  // repeats bear the same number
  }
  const Key &key = KEYS[sending.key];
  const char *kind = sending.isLong ? "long" : key.press;
  char words[40];
  snprintf(words, sizeof(words), *kind ? "press,%s,%u,%s" : "press,%s,%u", key.name, boot, kind);
  say(sending.sequence, words);
  sending.sendAt = now + random(REPEAT_LEAST_MS, REPEAT_MOST_MS);
}

void beat(unsigned long now) {
  if ((hasBeaten && now - beatAt < HEARTBEAT_MS) || !isLineQuiet(now)) return;
  hasBeaten = true;
  beatAt = now;
  char words[40];
  snprintf(words, sizeof(words), "alive,%s,%u", LAMP_NAMES[lamp], boot);
  say(++sequence, words);
}

// ---- the lamp: never more than two flashes a second ----------------------------------------------------------------

bool isLit(unsigned long now) {
  Lamp shown = now - boxHeardAt > BOX_AWAY_MS ? DOUBLE_FLASH : lamp;
  switch (shown) {
    case STEADY: return true;
    case FLASH: return now % 4000 < 400;
    case SLOW: return now % 2000 < 1000;
    case FAST: return now % 500 < 250;
    case DOUBLE_FLASH: return now % 3000 < 300 || (now % 3000 >= 600 && now % 3000 < 900);
    default: return false;
  }
}

void setup() {
  for (uint8_t i = 0; i < KEY_COUNT; i++) {
    pinMode(KEYS[i].pin, INPUT_PULLUP);
    // A key that is down at power-on has jammed: it counts when it is let go and pressed again.
    contacts[i].isDown = contacts[i].isLatest = contacts[i].isHeldSaid = digitalRead(KEYS[i].pin) == LOW;
  }
  pinMode(PIN_LAMP, OUTPUT);
  if (PIN_DE >= 0) pinMode(PIN_DE, OUTPUT);
#if defined(ESP32)
  EEPROM.begin(2);
#endif
  // The number of this power-on: by it the box tells a repeat from the first press after a power cut.
  EEPROM.get(0, boot);
  boot++;
  EEPROM.put(0, boot);
#if defined(ESP32)
  EEPROM.commit();
#endif
  randomSeed(boot * 251UL + ADDRESS);
  LINE.begin(BAUD);
}

void loop() {
  unsigned long now = millis();
  listen();
  lookAtKeys(now);
  sendPress(now);
  beat(now);
  digitalWrite(PIN_LAMP, isLit(now) ? HIGH : LOW);
}
