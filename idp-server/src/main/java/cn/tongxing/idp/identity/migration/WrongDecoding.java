package cn.tongxing.idp.identity.migration;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CharsetEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * Names that were Chinese until somebody read their bytes as a western encoding: {@code å¼ ä¸‰} was
 * UTF-8, {@code ÕÅÈý} was GB 18030. Both are letters, so no form can refuse them.
 */
final class WrongDecoding {

  private static final Charset WESTERN = Charset.forName("windows-1252");
  private static final Charset CHINESE = Charset.forName("GB18030");
  private static final char NO_BREAK_SPACE = '\u00a0';

  private WrongDecoding() {}

  /** Whether the text, read as it was meant, is Chinese. */
  static boolean isLikely(String text) {
    String name = text.strip();
    if (name.chars().allMatch(each -> each < 0x80) || hasChinese(name)) {
      return false;
    }
    // bytes that became spaces may have been made ordinary ones on the way
    return wasUnicode(name)
        || wasUnicode(name.replace(' ', NO_BREAK_SPACE))
        || wasUnicode(name + NO_BREAK_SPACE)
        || wasNational(name);
  }

  private static boolean wasUnicode(String name) {
    return decoded(name, StandardCharsets.UTF_8).filter(WrongDecoding::hasChinese).isPresent();
  }

  /** Two letters of any language are some Chinese character here: only where none is plain. */
  private static boolean wasNational(String name) {
    return name.chars().noneMatch(each -> each < 0x80)
        && decoded(name, CHINESE)
            .filter(meant -> meant.codePoints().allMatch(Character::isIdeographic))
            .isPresent();
  }

  private static Optional<String> decoded(String name, Charset meant) {
    try {
      ByteBuffer bytes = ByteBuffer.allocate(name.length());
      CharsetEncoder western = WESTERN.newEncoder();
      for (int i = 0; i < name.length(); i++) {
        char each = name.charAt(i);
        if (western.canEncode(each)) {
          bytes.put(western.encode(CharBuffer.wrap(new char[] {each})));
        } else if (each < 0x100) {
          bytes.put((byte) each); // the five that the encoding leaves open
        } else {
          return Optional.empty();
        }
      }
      return Optional.of(meant.newDecoder().decode(bytes.flip()).toString());
    } catch (CharacterCodingException other) {
      return Optional.empty();
    }
  }

  private static boolean hasChinese(String text) {
    return text.codePoints().anyMatch(Character::isIdeographic);
  }
}
