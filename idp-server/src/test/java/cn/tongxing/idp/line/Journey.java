package cn.tongxing.idp.line;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import cn.tongxing.idp.line.Browser.Visit;
import cn.tongxing.simulator.population.SyntheticPerson;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.WaitForSelectorState;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** One person at one browser, on the way to the hospital's appointments. */
final class Journey implements AutoCloseable {

  private final RunningLine line;
  private final Visit visit;
  private final List<String> asked = new ArrayList<>();

  Journey(RunningLine line, Visit visit) {
    this.line = line;
    this.visit = visit;
    visit.page().onRequest(request -> asked.add(request.url()));
  }

  Page page() {
    return visit.page();
  }

  Visit visit() {
    return visit;
  }

  /** The last address asked that contains a text. */
  String lastAsked(String part) {
    return asked.reversed().stream().filter(url -> url.contains(part)).findFirst().orElseThrow();
  }

  /** Another tab of this browser. */
  Journey tab() {
    return new Journey(line, visit.tab());
  }

  Journey toChoice() {
    page().navigate(line.hospital().toString());
    page().click("#login");
    assertThat(page().locator("#way-police")).isVisible();
    return this;
  }

  /** The sign-in on the page. */
  UUID signIn() {
    String action = page().locator("main form").first().getAttribute("action");
    return UUID.fromString(action.replaceFirst("/sign-in/", ""));
  }

  Journey name(String name, String number) {
    page().click("#way-police");
    page().fill("#name", name);
    page().fill("#id_number", number);
    page().click("#continue");
    return this;
  }

  Journey phone(String phone) {
    String step = page().locator("main form input[name=step]").first().inputValue();
    page().fill("#phone", phone);
    page().click("#continue");
    // or an earlier code would still be the newest one
    page()
        .locator("main form input[name=step][value='" + step + "']")
        .first()
        .waitFor(new Locator.WaitForOptions().setState(WaitForSelectorState.DETACHED));
    return this;
  }

  Journey code(String code) {
    page().fill("#code", code);
    page().click("#continue");
    return this;
  }

  /** The newest code that came to a phone. */
  String codeTo(String phone) {
    return line.simulator().inbox().to(phone).stream()
        .flatMap(message -> message.code().stream()) // not what the citizen is told besides
        .findFirst()
        .orElseThrow();
  }

  /** From the hospital's page to the offer of a credential. */
  Journey register(SyntheticPerson person) {
    toChoice().name(person.name(), person.number()).phone(person.phone());
    code(codeTo(person.phone()));
    assertThat(page().locator("#skip")).isVisible();
    return this;
  }

  /** From the hospital's page to the greeting. */
  Journey greeted(SyntheticPerson person) {
    register(person).page().click("#skip");
    page().click("#agree");
    assertThat(page().locator("[data-name]")).isVisible();
    return this;
  }

  String heading() {
    return page().locator("h1").innerText();
  }

  /** What the page says, without what differs from one sign-in to the next. */
  String words() {
    return page().locator("main").innerText();
  }

  Journey look(String name) throws IOException {
    visit.look(name);
    return this;
  }

  @Override
  public void close() {
    visit.close();
  }
}
