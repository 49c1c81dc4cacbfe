package cn.tongxing.idp.proofing;

import java.util.Locale;

/** {@link Purpose#code}, made once for each purpose: trail and codes ask for it all the time. */
final class PurposeCode {

  private static final ClassValue<String> CODES =
      new ClassValue<>() {
        @Override
        protected String computeValue(Class<?> purpose) {
          return purpose
              .getSimpleName()
              .replaceAll("(?<=[a-z])(?=[A-Z])", "-")
              .toLowerCase(Locale.ROOT);
        }
      };

  private PurposeCode() {}

  static String of(Purpose purpose) {
    return CODES.get(purpose.getClass());
  }
}
