package cn.tongxing.adapter.spi.document;

import cn.tongxing.adapter.spi.document.MachineReadableZone.Field;
import cn.tongxing.adapter.spi.document.MachineReadableZone.Layout;
import cn.tongxing.adapter.spi.document.MachineReadableZone.Reading;
import cn.tongxing.adapter.spi.document.MrzLayout.Part;
import cn.tongxing.adapter.spi.document.MrzLayout.Span;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;

/** Reads one zone of a layout that is known. Not for use by several threads. */
final class MrzReader {

  private static final char FILLER = '<';
  private static final int[] WEIGHTS = {7, 3, 1};

  /** What cameras take for a digit's likeness. */
  private static final Map<Character, Character> LOOKS_LIKE =
      Map.of('O', '0', 'I', '1', 'B', '8', 'S', '5');

  /** A field that is not what it should be; ends the reading. */
  private static final class WrongField extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final Field field;

    WrongField(Field field) {
      super(field.name(), null, false, false);
      this.field = field;
    }
  }

  private final MrzLayout layout;
  private final List<String> lines;
  private final LocalDate today;
  private final Set<Field> repaired = EnumSet.noneOf(Field.class);

  MrzReader(MrzLayout layout, List<String> delivered, LocalDate today) {
    this.layout = layout;
    this.lines = new ArrayList<>(MrzLayout.bare(delivered));
    this.today = today;
  }

  Reading read() {
    try {
      each(this::repair);
      repair(layout.compositeDigit(), Field.COMPOSITE);
      Numbers numbers = numbers();
      each(this::check);
      checkComposite();
      return new Reading.Read(zone(numbers), repaired);
    } catch (WrongField wrong) {
      return new Reading.Wrong(wrong.field);
    }
  }

  /** In the order of their declaration, so that one zone is always wrong in the same field. */
  private void each(BiConsumer<Field, Part> action) {
    for (Field field : Field.values()) {
      Part part = layout.fields().get(field);
      if (part != null) {
        action.accept(field, part);
      }
    }
  }

  private MachineReadableZone zone(Numbers numbers) {
    String names = text(Field.NAMES);
    String[] parts = names.split("<<", 2);
    String surname = spaced(parts[0]);
    if (layout.fields().containsKey(Field.NAMES) && surname.isEmpty()) {
      throw new WrongField(Field.NAMES);
    }
    return new MachineReadableZone(
        layout.name(),
        bare(lines.getFirst().substring(0, 2)),
        layout.issuer() == null ? "" : bare(layout.issuer().in(lines)),
        numbers.number(),
        born(),
        expires(),
        bare(text(Field.RENEWALS)),
        numbers.other(),
        surname,
        parts.length == 1 ? "" : spaced(parts[1]),
        !names.isEmpty() && names.charAt(names.length() - 1) != FILLER);
  }

  private record Numbers(String number, String other) {}

  /**
   * A number of more than nine characters has a filler where its digit should be, and goes on at
   * the beginning of the optional data, its digit after it (ICAO 9303-5 and -6, note j).
   */
  private Numbers numbers() {
    String number = text(Field.NUMBER);
    String other = text(Field.OTHER_NUMBER);
    if (!goesOn()) {
      if (bare(number).isEmpty()) {
        throw new WrongField(Field.NUMBER);
      }
      return new Numbers(bare(number), bare(other));
    }
    int end = other.indexOf(FILLER) < 0 ? other.length() : other.indexOf(FILLER);
    if (end < 2) {
      throw new WrongField(Field.NUMBER);
    }
    String whole = number + other.substring(0, end - 1);
    if (sum(whole) != value(other.charAt(end - 1))) {
      throw new WrongField(Field.NUMBER);
    }
    return new Numbers(whole, bare(other.substring(end)));
  }

  private boolean goesOn() {
    return (layout.name() == Layout.TD1 || layout.name() == Layout.TD2)
        && digit(Field.NUMBER) == FILLER;
  }

  private void check(Field field, Part part) {
    if (part.digit() == null) {
      return;
    }
    char digit = part.digit().in(lines).charAt(0);
    String text = part.span().in(lines);
    boolean blank =
        digit == FILLER && (bare(text).isEmpty() || (field == Field.NUMBER && goesOn()));
    if (!blank && (!Character.isDigit(digit) || sum(text) != value(digit))) {
      throw new WrongField(field);
    }
  }

  private void checkComposite() {
    StringBuilder all = new StringBuilder();
    layout.composite().forEach(span -> all.append(span.in(lines)));
    char digit = layout.compositeDigit().in(lines).charAt(0);
    if (!Character.isDigit(digit) || sum(all.toString()) != value(digit)) {
      throw new WrongField(Field.COMPOSITE);
    }
  }

  private void repair(Field field, Part part) {
    if (part.digits()) {
      repair(part.span(), field);
    }
    if (part.digit() != null) {
      repair(part.digit(), field);
    }
  }

  private void repair(Span span, Field field) {
    StringBuilder line = new StringBuilder(lines.get(span.line()));
    for (int i = span.from(); i < span.to(); i++) {
      Character digit = LOOKS_LIKE.get(line.charAt(i));
      if (digit != null) {
        line.setCharAt(i, digit);
        repaired.add(field);
      }
    }
    lines.set(span.line(), line.toString());
  }

  /** Unknown, wholly or in part, is written as fillers. */
  private Optional<LocalDate> born() {
    String date = text(Field.BIRTH);
    if (date.indexOf(FILLER) >= 0) {
      return Optional.empty();
    }
    int century = layout.century() == null ? 0 : centuryOf(layout.century().in(lines).charAt(0));
    if (century != 0) {
      return Optional.of(date(Field.BIRTH, century, date));
    }
    LocalDate latest = date(Field.BIRTH, 2000, date);
    return Optional.of(latest.isAfter(today) ? date(Field.BIRTH, 1900, date) : latest);
  }

  private static int centuryOf(char letter) {
    return switch (letter) {
      case 'A' -> 1800;
      case 'B' -> 1900;
      default -> 2000;
    };
  }

  /** No document lasts fifty years, nor is one shown that ended fifty years ago. */
  private Optional<LocalDate> expires() {
    String date = text(Field.EXPIRY);
    if (bare(date).isEmpty()) {
      return Optional.empty();
    }
    LocalDate end = date(Field.EXPIRY, 2000, date);
    return Optional.of(end.isAfter(today.plusYears(50)) ? date(Field.EXPIRY, 1900, date) : end);
  }

  private static LocalDate date(Field field, int century, String text) {
    if (!text.matches("[0-9]{6}")) {
      throw new WrongField(field);
    }
    try {
      return LocalDate.of(
          century + Integer.parseInt(text.substring(0, 2)),
          Integer.parseInt(text.substring(2, 4)),
          Integer.parseInt(text.substring(4)));
    } catch (DateTimeException e) {
      throw new WrongField(field);
    }
  }

  private String text(Field field) {
    Part part = layout.fields().get(field);
    return part == null ? "" : part.span().in(lines);
  }

  private char digit(Field field) {
    Part part = layout.fields().get(field);
    return part == null || part.digit() == null ? FILLER : part.digit().in(lines).charAt(0);
  }

  private static String bare(String text) {
    return text.replace("<", "");
  }

  private static String spaced(String names) {
    return names.replace(FILLER, ' ').strip().replaceAll(" +", " ");
  }

  /** ICAO 9303-3 section 4.9: weights 7, 3, 1 over and over; a letter is 10 to 35. */
  private static int sum(String text) {
    int sum = 0;
    for (int i = 0; i < text.length(); i++) {
      sum += value(text.charAt(i)) * WEIGHTS[i % WEIGHTS.length];
    }
    return sum % 10;
  }

  private static int value(char character) {
    return character == FILLER ? 0 : Character.digit(character, 36);
  }
}
