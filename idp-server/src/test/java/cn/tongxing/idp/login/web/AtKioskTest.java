package cn.tongxing.idp.login.web;

import static org.assertj.core.api.Assertions.assertThat;

import cn.tongxing.adapter.spi.FormField;
import cn.tongxing.adapter.spi.FormSpec;
import cn.tongxing.adapter.spi.LocalizedText;
import cn.tongxing.idp.login.page.Camera;
import cn.tongxing.idp.login.page.Instead;
import cn.tongxing.idp.login.page.Needs;
import cn.tongxing.idp.login.page.Page;
import cn.tongxing.idp.login.page.Page.Way;
import cn.tongxing.idp.proofing.Proofs;
import cn.tongxing.idp.testing.Clause;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every page there is, made of all that a machine must not show. */
@Clause("issue 5 item 39: kiosks")
class AtKioskTest {

  private static final LocalizedText TEXT = new LocalizedText("字", "字", "text");
  private static final Page.Passkey KEY = new Page.Passkey("{}");
  private static final Way SMS = way(Proofs.SMS);
  private static final Way PASSKEY = way(Proofs.PASSKEY);
  private static final String APP = "https://app.example/install";

  private static Way way(String id) {
    return new Way(id, TEXT, TEXT, true, Optional.of(APP), Optional.empty());
  }

  /** The form of a passkey is never due: {@code KioskTest} shows that nothing leads there. */
  static Stream<Class<?>> pages() {
    return Arrays.stream(Page.class.getPermittedSubclasses())
        .filter(each -> each != Page.PasskeyForm.class);
  }

  @ParameterizedTest
  @MethodSource("pages")
  void noPageOfAMachineHasAPasskeyOrAnAppToInstall(Class<? extends Page> kind) throws Exception {
    Page full = made(kind);
    String there = parts(AtKiosk.of(full));
    assertThat(there).doesNotContain("id=" + Proofs.PASSKEY, KEY.toString(), APP);
    if (parts(full).contains("id=" + Proofs.SMS)) {
      assertThat(there).as("the other ways stay").contains("id=" + Proofs.SMS);
    }
  }

  /** All of it: what a page prints of itself may be less. */
  private static String parts(Page page) throws ReflectiveOperationException {
    StringBuilder all = new StringBuilder();
    for (RecordComponent part : page.getClass().getRecordComponents()) {
      all.append(part.getAccessor().invoke(page)).append('\n');
    }
    return all.toString();
  }

  private static Page made(Class<? extends Page> kind) throws ReflectiveOperationException {
    RecordComponent[] parts = kind.getRecordComponents();
    Class<?>[] types = Stream.of(parts).map(RecordComponent::getType).toArray(Class<?>[]::new);
    Object[] values =
        Stream.of(parts).map(part -> value(part.getGenericType())).toArray(Object[]::new);
    return kind.getDeclaredConstructor(types).newInstance(values);
  }

  private static Object value(Type type) {
    if (type instanceof ParameterizedType of) {
      Type inner = of.getActualTypeArguments()[0];
      if (of.getRawType() == Optional.class) {
        return inner == Page.Passkey.class ? Optional.of(KEY) : Optional.empty();
      }
      return inner == Way.class ? List.of(SMS, PASSKEY) : List.of();
    }
    if (type instanceof Class<?> enumerated && enumerated.isEnum()) {
      return enumerated.getEnumConstants()[0];
    }
    return Stream.of(
            "",
            0,
            0L,
            false,
            TEXT,
            SMS,
            new Instead(true, List.of(SMS, PASSKEY), List.of(PASSKEY)),
            new Needs(2, 2, false, false),
            new Page.Problem("login.failed", List.of(), ""),
            new Camera(Camera.State.ASKED, TEXT, TEXT, TEXT, ""),
            FormSpec.of(
                TEXT, TEXT, FormField.required("n", FormField.Kind.PERSON_NAME, TEXT, TEXT)))
        .filter(each -> boxed((Class<?>) type).isInstance(each))
        .findFirst()
        .orElseThrow(() -> new AssertionError("nothing of " + type));
  }

  private static Class<?> boxed(Class<?> type) {
    return java.lang.invoke.MethodType.methodType(type).wrap().returnType();
  }
}
