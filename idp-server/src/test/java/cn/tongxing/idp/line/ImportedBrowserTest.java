package cn.tongxing.idp.line;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import cn.tongxing.idp.identity.CitizenImport;
import cn.tongxing.idp.identity.CitizenImport.Options;
import cn.tongxing.idp.identity.Standings;
import cn.tongxing.idp.testing.Clause;
import cn.tongxing.simulator.population.SyntheticPerson;
import com.microsoft.playwright.Page;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A citizen of an earlier system, with the password and the phone of there. */
class ImportedBrowserTest extends OnTheLine {

  /** Of the password "a". */
  private static final String SPRINGS =
      "{bcrypt}$2a$06$m0CrhHm10qJ3lXRY.5zDGO3rS2KdeeWLuGmsfGlMfOxih58VYVfxe";

  @BeforeAll
  static void start(@TempDir Path folder) {
    start(folder, "--idp.limits.sms.pause=1ms");
  }

  private static Journey phone() {
    return new Journey(line, browser.visit(390, 844, "zh-CN"));
  }

  private static void imported(Path file, SyntheticPerson person) throws IOException {
    Files.writeString(
        file,
        "document_type,document_number,name,phone,password_hash,level,external_id,created_at\n"
            + "111,%s,%s,%s,%s,P2,u-1,2019-05-01\n"
                .formatted(person.number(), person.name(), person.phone(), SPRINGS));
    Options options =
        new Options("portal-one", new Standings.Reason("op-7"), false, Optional.empty());
    assertThat(line.bean(CitizenImport.class).run(file, options, _ -> {}).imported()).isEqualTo(1);
  }

  @Test
  @Clause("issue 5 item 6: import")
  void whoWasImportedSignsInByTheirNumberAndTheirPhoneAloneOpensNothing(@TempDir Path folder)
      throws IOException {
    SyntheticPerson person = citizen("lisi");
    imported(folder.resolve("citizens.csv"), person);

    try (Journey journey = phone()) {
      Page page = journey.toChoice().page();
      page.click("#way-password");
      page.fill("#identifier", person.number());
      page.fill("#password", "a");
      page.click("#continue");
      page.click("#agree");
      assertThat(page.locator("[data-name]")).isVisible();
      journey.visit().assertNoProblems();
    }
    try (Journey journey = phone()) {
      journey.toChoice().page().click("#way-sms");
      journey.phone(person.phone()).code(journey.codeTo(person.phone()));
      // nobody knows when the person used the number last: the code alone opens nothing
      assertThat(journey.page().locator("#tail")).isVisible();
    }
  }
}
