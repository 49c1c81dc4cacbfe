package cn.tongxing.adapter.spi.document;

import cn.tongxing.adapter.spi.document.MachineReadableZone.Field;
import cn.tongxing.adapter.spi.document.MachineReadableZone.Layout;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Where the parts of a zone stand.
 *
 * @param fields by what they are; whatever a layout lacks is not in it
 * @param composite the parts below the digit over all
 * @param compositeDigit where that digit stands
 */
record MrzLayout(
    Layout name,
    int lines,
    int width,
    Map<Field, Part> fields,
    @Nullable Span issuer,
    @Nullable Span century,
    List<Span> composite,
    Span compositeDigit) {

  /** Characters of a line, counted from 0, without the one at the end. */
  record Span(int line, int from, int to) {
    static Span at(int line, int place) {
      return new Span(line, place, place + 1);
    }

    String in(List<String> lines) {
      return lines.get(line).substring(from, to);
    }
  }

  /**
   * A field and the digit that checks it.
   *
   * @param digits whether it holds digits alone, so that a letter is a misreading
   */
  record Part(Span span, @Nullable Span digit, boolean digits) {}

  private static final MrzLayout TD3 = twoLines(Layout.TD3, 44, part(1, 28, 42, 42));
  private static final MrzLayout TD2 = twoLines(Layout.TD2, 36, bare(1, 28, 35));

  private static final MrzLayout TD1 =
      new MrzLayout(
          Layout.TD1,
          3,
          30,
          Map.of(
              Field.NUMBER, part(0, 5, 14, 14),
              Field.BIRTH, date(1, 0),
              Field.EXPIRY, date(1, 8),
              Field.OTHER_NUMBER, bare(0, 15, 30),
              Field.NAMES, bare(2, 0, 30)),
          new Span(0, 2, 5),
          null,
          List.of(new Span(0, 5, 30), new Span(1, 0, 7), new Span(1, 8, 15), new Span(1, 18, 29)),
          Span.at(1, 29));

  private static final MrzLayout HONG_KONG_MACAU = permit(part(1, 19, 28, 28), bare(2, 0, 30));

  private static final MrzLayout TAIWAN = permit(bare(1, 19, 29), bare(2, 0, 26));

  private static final MrzLayout OUTBOUND =
      new MrzLayout(
          Layout.OUTBOUND_PERMIT,
          1,
          30,
          Map.of(
              Field.NUMBER, part(0, 2, 11, 11),
              Field.EXPIRY, date(0, 13),
              Field.BIRTH, date(0, 21)),
          null,
          null,
          List.of(new Span(0, 2, 12), new Span(0, 13, 20), new Span(0, 21, 28)),
          Span.at(0, 29));

  /** Names above, all else below; the digit over several fields stands at the end. */
  private static MrzLayout twoLines(Layout name, int width, Part otherNumber) {
    int last = width - 1;
    return new MrzLayout(
        name,
        2,
        width,
        Map.of(
            Field.NUMBER, part(1, 0, 9, 9),
            Field.BIRTH, date(1, 13),
            Field.EXPIRY, date(1, 21),
            Field.OTHER_NUMBER, otherNumber,
            Field.NAMES, bare(0, 5, width)),
        new Span(0, 2, 5),
        null,
        List.of(new Span(1, 0, 10), new Span(1, 13, 20), new Span(1, 21, last)),
        Span.at(1, last));
  }

  private static MrzLayout permit(Part otherNumber, Part names) {
    return new MrzLayout(
        Layout.TRAVEL_PERMIT,
        3,
        30,
        Map.of(
            Field.NUMBER,
            part(0, 2, 11, 11),
            Field.RENEWALS,
            new Part(new Span(0, 12, 14), Span.at(0, 14), true),
            Field.EXPIRY,
            date(0, 15),
            Field.BIRTH,
            date(0, 23),
            Field.OTHER_NUMBER,
            otherNumber,
            Field.NAMES,
            names),
        null,
        Span.at(1, 18),
        List.of(new Span(0, 2, 22), new Span(0, 23, 30), new Span(1, 19, 29)),
        Span.at(1, 29));
  }

  private static Part part(int line, int from, int to, int digit) {
    return new Part(new Span(line, from, to), Span.at(line, digit), false);
  }

  private static Part bare(int line, int from, int to) {
    return new Part(new Span(line, from, to), null, false);
  }

  private static Part date(int line, int from) {
    return new Part(new Span(line, from, from + 6), Span.at(line, from + 6), true);
  }

  /** The lines as every layout has them. */
  static List<String> bare(List<String> lines) {
    return lines.stream()
        .map(line -> line.replaceAll("[ \\t\\r\\n]", "").toUpperCase(Locale.ROOT))
        .filter(line -> !line.isEmpty())
        .toList();
  }

  /** The layout of lines; empty if they are of none. */
  static Optional<MrzLayout> of(List<String> delivered) {
    List<String> lines = bare(delivered);
    if (!lines.stream().allMatch(line -> line.matches("[A-Z0-9<]+"))) {
      return Optional.empty();
    }
    return Stream.of(TD3, TD2, TD1, HONG_KONG_MACAU, TAIWAN, OUTBOUND)
        .filter(each -> each.fits(lines))
        .findFirst();
  }

  private boolean fits(List<String> zone) {
    return zone.size() == lines
        && zone.stream().allMatch(line -> line.length() == width)
        && switch (name) {
          case TD3 -> zone.getFirst().startsWith("P");
          case TD2 -> zone.getFirst().matches("[ACI].*");
          // a state of three letters stands where a permit has its number: letter and digits
          case TD1 -> zone.getFirst().matches("[ACI].[A-Z<]{3}.*");
          case TRAVEL_PERMIT ->
              zone.getFirst().startsWith("C") && equals(TAIWAN) == isTaiwan(zone.getFirst());
          case OUTBOUND_PERMIT -> zone.getFirst().startsWith("C");
        };
  }

  /** Numbers of people from Hong Kong and Macau begin with a letter. */
  private static boolean isTaiwan(String line) {
    return Character.isDigit(line.charAt(2));
  }
}
