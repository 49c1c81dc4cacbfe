package cn.tongxing.idp.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cn.tongxing.adapter.spi.document.DocumentType;
import cn.tongxing.idp.identity.AccountRule.Own;
import cn.tongxing.idp.identity.CitizenImport.Options;
import cn.tongxing.idp.identity.CitizenImport.Progress;
import cn.tongxing.idp.identity.CitizenImport.Refusal;
import cn.tongxing.idp.identity.CitizenImport.Report;
import cn.tongxing.idp.kernel.IdentityAssurance;
import cn.tongxing.idp.kernel.PersonId;
import cn.tongxing.idp.keys.PasswordHash;
import cn.tongxing.idp.testing.identity.AuditTrail;
import cn.tongxing.idp.testing.identity.IdentitySlice;
import cn.tongxing.idp.testing.identity.Window;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.Normalizer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

@IdentitySlice
class CitizenImportTest {

  private static final Standings.Reason OPERATOR = new Standings.Reason("op-7");

  private static final String HEADER =
      "document_type,document_number,name,phone,password_hash,level,external_id,created_at\n";
  private static final String BCRYPT =
      "$2a$06$m0CrhHm10qJ3lXRY.5zDGO3rS2KdeeWLuGmsfGlMfOxih58VYVfxe"; // "a"

  @Autowired private CitizenImport imports;
  @Autowired private Profiles profiles;
  @Autowired private PasswordCredentials passwords;
  @Autowired private PersonLookups lookups;
  @Autowired private SettledWays settled;
  @Autowired private PasswordHash hashes;
  @Autowired private JdbcClient jdbc;

  @TempDir private Path folder;

  private Path file(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text);
  }

  private Report run(Path file, String source) {
    return imports.run(
        file, new Options(source, OPERATOR, false, Optional.empty()), progress -> {});
  }

  private int count(String table) {
    return jdbc.sql("SELECT count(*) FROM " + table).query(Integer.class).single();
  }

  @Test
  void anAccountSignsInAsBefore() throws Exception {
    String phone = ProofFixtures.phone();
    String number = ProofFixtures.idNumber();
    String row = "111,%s,\"林, 晓月\",%s,%s,P3,u-1,2019-05-01\n".formatted(number, phone, BCRYPT);

    Report report = run(file("one.csv", "\uFEFF" + HEADER + row), "portal-one");

    assertThat(report.imported()).isEqualTo(1);
    assertThat(report.refused()).isZero();
    PersonId person = Window.holders(lookups, number).getFirst();
    PersonProfile profile = profiles.find(person).orElseThrow();
    assertThat(profile.phone()).contains(ProofFixtures.phone(phone));
    assertThat(profile.name().orElseThrow().reveal()).isEqualTo("林, 晓月");
    assertThat(profile.level()).isEqualTo(IdentityAssurance.P3);
    assertThat(profile.documents()).containsExactly(ProofFixtures.resident(number));
    assertThat(passwords.asked(number).check("a")).contains(person);
    assertThat(settled.of(person))
        .as("what came with the account is from before")
        .isEqualTo(
            new SettledWays.Ways(
                Set.of(Own.PHONE, Own.PASSWORD),
                Set.of(Own.PHONE, Own.PASSWORD),
                Set.of(),
                Set.of()));
    assertThat(new AuditTrail(jdbc).of(person))
        .containsExactly("citizen.imported", "person.looked.up"); // looked up here
    assertThat(
            jdbc.sql(
                    "SELECT details::jsonb ->> 'operator' FROM audit_event"
                        + " WHERE person = ? AND type = 'citizen.imported'")
                .param(person.value())
                .query(String.class)
                .single())
        .isEqualTo("op-7");
  }

  @ParameterizedTest
  @CsvSource({"张 三, 张三", "阿依古丽\u2022买买提, 阿依古丽·买买提", "John\u3000 Smith, John Smith"})
  void aNameIsTakenInTheOneWritingOfRegisters(String written, String kept) throws Exception {
    String number = ProofFixtures.idNumber();
    Path file = file("dot.csv", "document_number,name\n" + number + "," + written + "\n");

    assertThat(run(file, "portal-" + number.toLowerCase(Locale.ROOT)).imported()).isEqualTo(1);

    PersonId person = Window.holders(lookups, number).getFirst();
    assertThat(profiles.find(person).orElseThrow().name().orElseThrow().reveal()).isEqualTo(kept);
  }

  @Test
  void jsonLinesAreReadToo() throws Exception {
    String number = ProofFixtures.idNumber();
    String row =
        "{\"document_number\":\"%s\",\"name\":\"林晓月\",\"level\":\"P2\",\"external_id\":7}\n"
            .formatted(number);

    assertThat(run(file("one.jsonl", "\uFEFF" + row + "\n" + "[]\n"), "portal-json"))
        .satisfies(report -> {
          assertThat(report.imported()).isEqualTo(1);
          assertThat(report.reasons()).isEqualTo(Map.of(Refusal.UNREADABLE, 1L));
        });
  }

  @Test
  void whatIsWrongIsRefusedAndListedMasked() throws Exception {
    String known = ProofFixtures.idNumber();
    String wrongCheck = known.substring(0, 17) + (known.endsWith("X") ? "1" : "X");
    String free = ProofFixtures.idNumber();
    String text =
        HEADER
            + row(known, "林晓月", "", "", "P2", "a")
            + row(known, "林晓月", "", "", "P2", "b")
            + row(wrongCheck, "林晓月", "", "", "P2", "c")
            + row(free, " ", "", "", "P2", "d")
            + row(free, "林晓月", "12345", "", "P2", "e")
            + row(free, "林晓月", "", "md5:abc", "P2", "f")
            + row(free, "林晓月", "", "", "gold", "g")
            + "999,"
            + free
            + ",林晓月,,,P2,h,\n"
            + "111,"
            + free
            + ",林晓月,,,P2,i,yesterday\n"
            + "only,two\n";

    Report report = run(file("bad.csv", text), "portal-bad");

    assertThat(report.imported()).isEqualTo(1);
    assertThat(report.reasons())
        .containsOnlyKeys(
            Refusal.DOCUMENT_TAKEN,
            Refusal.DOCUMENT_NUMBER_WRONG,
            Refusal.NAME_WRONG,
            Refusal.PHONE_WRONG,
            Refusal.PASSWORD_HASH_UNKNOWN,
            Refusal.LEVEL_UNKNOWN,
            Refusal.DOCUMENT_TYPE_UNKNOWN,
            Refusal.CREATED_AT_WRONG,
            Refusal.UNREADABLE);
    String list = Files.readString(report.refusals());
    assertThat(list)
        .contains("\n3," + known.charAt(0) + "*")
        .contains("DOCUMENT_TAKEN")
        .contains("\n11,,UNREADABLE")
        .doesNotContain(known)
        .doesNotContain(free)
        .doesNotContain("林晓月");
  }

  @Test
  void aMisspeltNameStopsTheImportInEitherForm() throws Exception {
    String json = "{\"document_number\":\"%s\",\"name\":\"林晓月\",\"Phone\":\"13800000000\"}\n";
    Path lines = file("misspelt.jsonl", json.formatted(ProofFixtures.idNumber()));
    Path table = file("misspelt.csv", HEADER.replace("phone", "Phone"));
    int before = count("person");

    for (Path misspelt : List.of(lines, table)) {
      assertThatThrownBy(() ->
              imports.run(
                  misspelt,
                  new Options("misspelt", OPERATOR, false, Optional.empty()),
                  progress -> {}))
          .hasMessage("column phone is written otherwise");
    }
    assertThat(count("person")).isEqualTo(before);
  }

  @Test
  void aDryRunStoresNothing() throws Exception {
    String number = ProofFixtures.idNumber();
    Path file =
        file(
            "dry.csv",
            HEADER
                + row(number, "林晓月", ProofFixtures.phone(), "", "P2", "a")
                + row(number, "林晓月", "", "", "P2", "b"));
    int before = count("person");

    Report report =
        imports.run(
            file, new Options("portal-dry", OPERATOR, true, Optional.empty()), progress -> {});

    assertThat(report.imported()).isEqualTo(1);
    assertThat(report.reasons()).isEqualTo(Map.of(Refusal.DOCUMENT_TAKEN, 1L));
    assertThat(count("person")).isEqualTo(before);
  }

  @Test
  void atMostFiveAccountsShareAPhone() throws Exception {
    String phone = ProofFixtures.phone();
    StringBuilder text = new StringBuilder(HEADER);
    for (int i = 0; i < 7; i++) {
      text.append(row(ProofFixtures.idNumber(), "林晓月", phone, "", "P2", "p" + i));
    }

    Report report = run(file("phone.csv", text.toString()), "portal-phone");

    assertThat(report.imported()).isEqualTo(5);
    assertThat(report.reasons()).isEqualTo(Map.of(Refusal.PHONE_TAKEN, 2L));
  }

  @Test
  void aFileWithoutHeaderIsRefused() throws Exception {
    Path file = file("none.csv", row(ProofFixtures.idNumber(), "林晓月", "", "", "P2", "a"));
    assertThatThrownBy(() -> run(file, "portal-none")).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void tenThousandTakeLessThanAMinuteAndAStoppedRunIsGoneOnWith() throws Exception {
    StringBuilder text = new StringBuilder(HEADER);
    for (int i = 0; i < 10_000; i++) {
      text.append(
          row(ProofFixtures.idNumber(), "林晓月", ProofFixtures.phone(), BCRYPT, "P2", "id-" + i));
    }
    Path file = file("many.csv", text.toString());
    List<Progress> seen = new ArrayList<>();
    long begun = System.nanoTime();

    assertThatThrownBy(() ->
            imports.run(
                file,
                new Options("portal-many", OPERATOR, false, Optional.empty()),
                progress -> {
                  if (progress.read() >= 4_000) {
                    throw new IllegalStateException("pulled the plug");
                  }
                }))
        .hasMessage("pulled the plug");
    Report report =
        imports.run(file, new Options("portal-many", OPERATOR, false, Optional.empty()), seen::add);

    assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(60));
    assertThat(report.read()).isEqualTo(10_000);
    assertThat(report.known()).isEqualTo(4_000);
    assertThat(report.imported()).isEqualTo(6_000);
    assertThat(report.refused()).isZero();
    assertThat(seen).hasSize(40);
    assertThat(count("citizen_import_row WHERE source = 'portal-many'")).isEqualTo(10_000);
  }

  @Test
  void twoPersonsUnderOneEarlierIdAreNotMistakenForOne() throws Exception {
    String first = ProofFixtures.idNumber();
    String both =
        row(first, "林晓月", "", "", "P2", "shared")
            + row(ProofFixtures.idNumber(), "陈晓星", "", "", "P2", "shared");

    Report fresh = run(file("shared.csv", HEADER + both), "portal-shared");
    Report again = run(file("shared.csv", HEADER + both), "portal-shared");

    assertThat(fresh.imported()).isEqualTo(1);
    assertThat(fresh.reasons()).isEqualTo(Map.of(Refusal.EXTERNAL_ID_TAKEN, 1L));
    assertThat(again.known()).isEqualTo(1);
    assertThat(again.reasons()).isEqualTo(Map.of(Refusal.EXTERNAL_ID_TAKEN, 1L));
    assertThat(count("citizen_import_row WHERE source = 'portal-shared'")).isEqualTo(1);
  }

  @Test
  void aQuotationMarkThatIsNotClosedSwallowsNoRows() throws Exception {
    String open = "111," + ProofFixtures.idNumber() + ",\"林晓月,,,P2,q-0,\n";
    String rest = row(ProofFixtures.idNumber(), "陈晓星", "", "", "P2", "q-1");
    Path few = file("few.csv", HEADER + open + rest);
    Path many = file("many-open.csv", HEADER + open + rest.repeat(400));

    for (Path file : List.of(few, many)) {
      assertThatThrownBy(() -> run(file, "portal-quote"))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("line 2");
    }
  }

  @Test
  void aFileInAnotherEncodingIsNamedAsThat() throws Exception {
    Path file = folder.resolve("gbk.csv");
    String text = HEADER + row(ProofFixtures.idNumber(), "林晓月", "", "", "P2", "g");
    Files.write(file, text.getBytes(Charset.forName("GBK")));

    assertThatThrownBy(() -> run(file, "portal-gbk")).hasMessageContaining("UTF-8");
  }

  @Test
  void aMisspeltOrRepeatedColumnIsNotPassedBy() throws Exception {
    String row = row(ProofFixtures.idNumber(), "林晓月", ProofFixtures.phone(), "", "P2", "c");
    for (String header :
        List.of(HEADER.replace("phone", "Phone"), HEADER.replace("created_at", "phone"))) {
      Path file = file("columns.csv", header + row);
      assertThatThrownBy(() -> run(file, "portal-columns")).hasMessageContaining("column phone");
    }
  }

  @Test
  void theListOfRefusalsNeverReplacesTheFile() throws Exception {
    Path file = file("own.csv", HEADER + row("1", "林晓月", "", "", "P2", "o"));
    Options options = new Options("portal-own", OPERATOR, false, Optional.of(file));

    assertThatThrownBy(() -> imports.run(file, options, progress -> {}))
        .isInstanceOf(IllegalArgumentException.class);
    assertThat(file).content().startsWith(HEADER);
  }

  @Test
  void aDocumentIsTypeNumberAndState() throws Exception {
    String text =
        "document_type,document_number,document_jurisdiction,name\n"
            + "414,A10000001,US,SMITH John\n"
            + "414,A10000001,FR,DUPONT Jean\n"
            + "BIR,51234567,,陈大文\n"
            + "511,51234567,,林晓月\n"
            + "414,a1000-0001,FR,DUPONT Jean\n";

    for (boolean dry : List.of(true, false)) {
      Report report =
          imports.run(
              file("types.csv", text),
              new Options("types", OPERATOR, dry, Optional.empty()),
              _ -> {});
      assertThat(report.imported()).isEqualTo(4);
      assertThat(report.reasons()).isEqualTo(Map.of(Refusal.DOCUMENT_TAKEN, 1L));
      assertThat(report.sharing()).isEqualTo(2);
      assertThat(Files.readString(report.refusals()))
          .contains("\n3,", "\n5,")
          .containsPattern("\n3,[^,]*,NUMBER_SHARED")
          .doesNotContain("A10000001");
    }
    Report again = run(file("types.csv", text), "types");
    assertThat(again.known()).isEqualTo(5);
    assertThat(Files.readString(again.refusals()))
        .as("the list is written anew, and says it still; of all who share it")
        .containsPattern("\n2,[^,]*,NUMBER_SHARED")
        .containsPattern("\n3,[^,]*,NUMBER_SHARED")
        .containsPattern("\n5,[^,]*,NUMBER_SHARED");
  }

  @Test
  void aNumberThatTwoPassportsHaveNamesNobodyByPassword() throws Exception {
    String american = ProofFixtures.phone();
    String french = ProofFixtures.phone();
    String text =
        "document_type,document_number,document_jurisdiction,name,phone,password_hash\n"
            + "414,B20000002,US,SMITH John,%s,%s\n".formatted(american, BCRYPT);

    run(file("us.csv", text), "passports");
    PersonId first = passwords.asked("B20000002").check("a").orElseThrow();
    Report report =
        run(
            file("fr.csv", text.replace("US,SMITH John," + american, "FR,DUPONT Jean," + french)),
            "passports");

    assertThat(report.imported()).isEqualTo(1);
    assertThat(report.sharing()).isEqualTo(1);
    assertThat(passwords.asked("B20000002").check("a")).isEmpty();
    assertThat(passwords.asked("B20000002").holder()).isEmpty();
    assertThat(passwords.asked(american).check("a")).contains(first);
    assertThat(passwords.asked(french).check("a")).isPresent().isNotEqualTo(Optional.of(first));
  }

  @Test
  void aPermitAndItsRenewalAreOnePerson() throws Exception {
    String text =
        "document_type,document_number,name,external_id\n"
            + "516,H7654321800,CHAN Tai Man,r1\n"
            + "516,H76543218,CHAN Tai Man,r2\n"
            + "511,8765432101,林晓月,r3\n"
            + "511,87654321,林晓月,r4\n";

    Report report = run(file("renewed.csv", text), "renewed");

    assertThat(report.imported()).isEqualTo(2);
    assertThat(report.reasons()).isEqualTo(Map.of(Refusal.DOCUMENT_TAKEN, 2L));
    assertThat(Window.holders(lookups, "H7654321802"))
        .isEqualTo(Window.holders(lookups, "H76543218"))
        .hasSize(1);
    assertThat(Window.holders(lookups, "8765 4321"))
        .isEqualTo(Window.holders(lookups, "8765432101"))
        .hasSize(1);
  }

  @Test
  void theTypeIsNotBelievedUnchecked() throws Exception {
    String number = ProofFixtures.idNumber();
    String text =
        "document_type,document_number,document_jurisdiction,name\n"
            + "553,%s,,张三\n".formatted(number)
            + "414,%s,CN,张三\n".formatted(number)
            + "553,911124198108030021,,SMITH John\n"
            + "HKID,A123456(4),,CHAN Tai Man\n"
            + "516,C12345678,,CHAN Tai Man\n"
            + "HKID,Z683365(A),,CHAN Tai Man\n"
            + "BIR,5/234567/1,,陈大文\n"
            + "TWID,A123456788,,林志明\n"
            + "TWID,F131104093,,林志明\n";

    Report report = run(file("unchecked.csv", text), "unchecked");

    assertThat(report.imported()).isEqualTo(3);
    assertThat(report.reasons()).isEqualTo(Map.of(Refusal.DOCUMENT_NUMBER_WRONG, 6L));
    assertThat(Window.holders(lookups, "f131104093")).hasSize(1);
    assertThat(Window.holders(lookups, "Z6833 65(a)")).hasSize(1);
    assertThat(Window.holders(lookups, "5/234567/1")).hasSize(1);
  }

  @ParameterizedTest
  @EnumSource
  void theDocumentSaysHowANumberOfEachTypeLooks(DocumentType type) throws Exception {
    String document = Files.readString(Path.of("..", "docs", "operations", "citizen-import.md"));
    assertThat(document).contains("\n| `" + type.code() + "` | ");
    String column =
        document.lines().filter(line -> line.startsWith("| `document_type`")).toList().getFirst();
    assertThat(column).contains("`" + type.code() + "`");
  }

  @Test
  void aNameThatIsLostIsNone() throws Exception {
    StringBuilder text = new StringBuilder("document_number,name\n");
    for (String name : List.of("张\ufffd", "??", "□□", "王?")) {
      text.append(ProofFixtures.idNumber()).append(',').append(name).append('\n');
    }

    Report report = run(file("lost.csv", text.toString()), "lost");

    assertThat(report.imported()).isEqualTo(1); // a rare character that nobody could write
    assertThat(report.reasons()).isEqualTo(Map.of(Refusal.NAME_WRONG, 3L));
  }

  @Test
  void namesOfAWrongDecodingAreListedBeforeAnythingIsStored() throws Exception {
    String good = ProofFixtures.idNumber();
    String text =
        "document_number,name\n"
            + good
            + ",José Müller\n"
            + ProofFixtures.idNumber()
            + ",å¼\u00a0ä¸‰\n"
            + ProofFixtures.idNumber()
            + ",ÕÅÈý\n";
    Path file = file("decoding.csv", text);
    int before = count("person");

    Report stopped = run(file, "decoding");

    assertThat(stopped.warnings()).isEqualTo(2);
    assertThat(stopped.read()).isZero();
    assertThat(count("person")).isEqualTo(before);
    assertThat(Files.readString(stopped.refusals()))
        .contains("\n3,", "\n4,", "NAME_SUSPECT")
        .doesNotContain("\n2,");
    Report accepted =
        imports.run(
            file, new Options("decoding", OPERATOR, false, Optional.empty(), true, false), _ -> {});
    assertThat(accepted.imported()).isEqualTo(3);
    assertThat(accepted.warnings()).isEqualTo(2);
  }

  @Test
  void whatStandsEmptyIsPassedBy() throws Exception {
    String row = row(ProofFixtures.idNumber(), "林晓月", "", "", "P2", "e-1");
    Report table = run(file("empty.csv", HEADER + ",,,,,,,\n" + row + " , ,,,,,,\n,,\n"), "empty");
    Report lines =
        run(file("empty.jsonl", "{}\n{\"name\":null,\"phone\":\" \"}\n[]\n"), "empty-lines");

    assertThat(table.read()).isEqualTo(1);
    assertThat(table.refused()).isZero();
    assertThat(lines.reasons()).isEqualTo(Map.of(Refusal.UNREADABLE, 1L));
  }

  @Test
  void hashesOfKeycloakAndSpringComeIn() throws Exception {
    String keycloak =
        "$pbkdf2-sha256$i=1000$c2FsdHNhbHRzYWx0c2FsdA==$"
            + "S/+nkLBb0Wf4AuVwnz8Glo4OKBcW/lAF0jzJn7NotfoD5I4hakcftkgUf5aPTnCc1NokWVM5eohTm8kSj8Fwaw==";
    String one = ProofFixtures.idNumber();
    String two = ProofFixtures.idNumber();
    String text =
        HEADER
            + row(one, "林晓月", "", keycloak, "P2", "k-1")
            + row(two, "陈晓星", "", "{bcrypt}" + BCRYPT, "P2", "k-2")
            + row(ProofFixtures.idNumber(), "陈晓星", "", "{noop}secret", "P2", "k-3");

    Report report = run(file("hashes.csv", text), "hashes");

    assertThat(report.imported()).isEqualTo(2);
    assertThat(report.reasons()).isEqualTo(Map.of(Refusal.PASSWORD_HASH_UNKNOWN, 1L));
    assertThat(passwords.asked(one).check("keycloak-password")).isPresent();
    assertThat(passwords.asked(two).check("a")).isPresent();
  }

  @Test
  void whoHasNoUsableHashComesInWithoutOneIfAskedFor() throws Exception {
    String number = ProofFixtures.idNumber();
    Path file = file("bare.csv", HEADER + row(number, "林晓月", "", "md5:abc", "P2", "b-1"));

    Report report =
        imports.run(
            file, new Options("bare", OPERATOR, false, Optional.empty(), false, true), _ -> {});

    assertThat(report.imported()).isEqualTo(1);
    assertThat(report.withoutPassword()).isEqualTo(1);
    assertThat(report.refused()).isZero();
    assertThat(passwords.exists(Window.holders(lookups, number).getFirst())).isFalse();
  }

  @Test
  void anImportedPasswordIsTheSameInEitherNormalForm() throws Exception {
    String composed = "caf\u00e9 \u00e9t\u00e9";
    String decomposed = Normalizer.normalize(composed, Normalizer.Form.NFD);
    for (String typedThere : List.of(composed, decomposed)) {
      String number = ProofFixtures.idNumber();
      String hash = hashes.hash(typedThere); // as strong as ours, and still not ours
      run(
          file("forms.csv", HEADER + row(number, "林晓月", "", '"' + hash + '"', "P2", "n-" + number)),
          "forms");

      assertThat(passwords.asked(number).check("cafe ete")).isEmpty();
      assertThat(passwords.asked(number).check(typedThere.equals(composed) ? decomposed : composed))
          .isPresent();
      assertThat(imported(number)).isFalse();
      assertThat(passwords.asked(number).check(composed)).isPresent();
      assertThat(passwords.asked(number).check(decomposed)).isPresent();
    }
  }

  private boolean imported(String number) {
    return jdbc.sql("SELECT imported FROM password_credential WHERE person = ?")
        .param(Window.holders(lookups, number).getFirst().value())
        .query(Boolean.class)
        .single();
  }

  private static String row(
      String number, String name, String phone, String hash, String level, String id) {
    return String.join(",", "111", number, name, phone, hash, level, id, "") + "\n";
  }
}
