package cn.tongxing.idp.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import cn.tongxing.idp.testing.Clause;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethodCall;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Two records of equal bytes are not equal where the bytes are an array: it is compared by
 * reference. Whoever writes such a record says here why nobody compares it, or gives it an {@code
 * equals} of its own.
 */
@Clause("issue 6 item 10: records do not compare byte[] by reference")
class RecordsOfBytesTest {

  private static final JavaClasses OURS =
      new ClassFileImporter()
          .withImportOption(new DoNotIncludeTests())
          .importPackages("cn.tongxing");

  /** Why nobody asks whether two of them are equal, and which they are. */
  private static final Map<String, Set<String>> NEVER_COMPARED =
      Map.of(
          "the words of a command line",
          names("DemoPlan$Words"),
          "what goes over a wire or to a browser: sent or read once",
          names(
              "Step$Notified UpstreamHttp$Request UpstreamHttp$Response EnvelopeCodec$Sent"
                  + " NetworkIdentity$Received Call Reply Answer Tc3Signature"
                  + " OutboundAnswer$Received OutboundRequest Assets$Asset CityLook$Picture"
                  + " CutPage$Segment CaptureUpload$Part PublicDocument"),
          "a row, or part of one: read or written, and taken apart at once",
          names(
              "ChainRow LinkedRow ImportBatch$Candidate ClaimRows$NewClaim"
                  + " DocumentRows$NewDocument EndedFactors$EndedLink ImportRows$NewCitizen"
                  + " KnownPlaceRows$Named PasskeyRows$StoredPasskey PasskeyRows$User DataKeyRow"
                  + " SealedRows$Value SigningKeyRow NoticeRows$Due GrantRows$Family"
                  + " SessionRows$StoredSession"),
          "a secret or what is made of one: compared by its room alone, in constant time",
          names(
              "Client$Authentication$Secret ClientApply$LabelledSecret Argon2idHash Pbkdf2Hash"
                  + " SignatureScheme$Pair Ask$Code PasskeyCredentials$Ceremony"),
          "the keyed hash of a browser or limit beside what is done with it, compared by itself",
          names(
              "DeviceNames$Named KnownPlaces$Place Visitor$Mark Transaction Transactions$Whole Prover"
                  + " Floor$Watched Limits$Source Limits$Own Sessions$OpenSession"
                  + " Sessions$Authenticated"));

  private static Set<String> names(String all) {
    return Set.of(all.split(" "));
  }

  private static List<JavaClass> recordsOfArrays() {
    return OURS.stream()
        .filter(JavaClass::isRecord)
        .filter(each ->
            Arrays.stream(each.reflect().getRecordComponents())
                .anyMatch(RecordsOfBytesTest::isOfAnArray))
        .toList();
  }

  /** {@code byte[]}, {@code Optional<byte[]>}, {@code List<byte[]>} … */
  private static boolean isOfAnArray(RecordComponent component) {
    return component.getGenericType().getTypeName().contains("[]");
  }

  /** The compiler's one calls nothing. */
  private static boolean comparesByItself(JavaClass each) {
    return !each.getMethod("equals", Object.class).getMethodCallsFromSelf().isEmpty();
  }

  private static String name(JavaClass each) {
    return each.getName().substring(each.getPackageName().length() + 1);
  }

  @Test
  void aRecordWithAnArrayComparesItByItselfOrIsNeverCompared() {
    assertThat(
            recordsOfArrays().stream()
                .filter(each -> !comparesByItself(each))
                .map(RecordsOfBytesTest::name))
        .as("give it an equals, or name it here with the reason why nobody compares it")
        .containsExactlyInAnyOrderElementsOf(
            NEVER_COMPARED.values().stream().flatMap(Set::stream).toList());
  }

  @Test
  void nobodyComparesThoseThatAreSaidNeverToBe() {
    Set<String> never =
        NEVER_COMPARED.values().stream().flatMap(Set::stream).collect(Collectors.toSet());

    assertThat(
            comparisons()
                .filter(call -> never.contains(name(call.getTargetOwner())))
                .map(JavaMethodCall::getDescription)
                .toList())
        .isEmpty();
  }

  /** By name of the type that is asked: what is in a collection is not seen. */
  private static Stream<JavaMethodCall> comparisons() {
    return OURS.stream()
        .flatMap(each -> each.getMethodCallsFromSelf().stream())
        .filter(call -> call.getName().equals("equals") || call.getName().equals("hashCode"));
  }

  private record Compared(byte[] bytes) {
    @Override
    public boolean equals(Object other) {
      return other instanceof Compared it && Arrays.equals(it.bytes, bytes);
    }

    @Override
    public int hashCode() {
      return Arrays.hashCode(bytes);
    }
  }

  private record Uncompared(List<byte[]> bytes) {}

  @Test
  void anEqualsOfItsOwnIsSeenAndTheCompilersIsToldFromIt() {
    var both = new ClassFileImporter().importClasses(Compared.class, Uncompared.class);

    assertThat(comparesByItself(both.get(Compared.class))).isTrue();
    assertThat(comparesByItself(both.get(Uncompared.class))).isFalse();
    assertThat(isOfAnArray(Uncompared.class.getRecordComponents()[0])).isTrue();
  }
}
