package cn.tongxing.idp.login;

import static org.assertj.core.api.Assertions.assertThat;

import cn.tongxing.idp.kernel.SignInId;
import cn.tongxing.idp.proofing.Ask;
import cn.tongxing.idp.proofing.Progress;
import cn.tongxing.idp.proofing.Proofs;
import cn.tongxing.idp.proofing.limits.Admission;
import cn.tongxing.idp.proofing.limits.Limits;
import cn.tongxing.idp.session.Sessions;
import cn.tongxing.idp.testing.Clause;
import java.net.URI;
import java.security.SecureRandom;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.MediaType;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.TestPropertySource;
import org.springframework.test.web.servlet.MvcResult;
import org.springframework.test.web.servlet.request.MockMvcRequestBuilders;
import org.springframework.test.web.servlet.setup.MockMvcBuilders;
import org.springframework.web.context.WebApplicationContext;

/** Ways that leave for an upstream, or are reached by it, in a host that is not the sign-in. */
@LoginSlice
@TestPropertySource(properties = "test.desk=true")
@Clause("issue 6 item 1: hosts of provings")
class SecondHostTest {

  @Autowired private WebApplicationContext context;
  @Autowired private Proofs proofs;
  @Autowired private DeskHost desk;
  @Autowired private Limits limits;
  @Autowired private JdbcClient jdbc;

  private final SignInId id = DeskHost.newId();
  private SignInBrowser browser;
  private int sessions;

  @BeforeEach
  void aClerk() {
    browser = new SignInBrowser(MockMvcBuilders.webAppContextSetup(context).build());
    sessions = sessions();
  }

  @AfterEach
  void startsNoSession() {
    TestAdapters.SCANNED.set(null);
    assertThat(sessions()).isEqualTo(sessions);
    assertThat(browser.cookie(Sessions.COOKIE)).isEmpty();
  }

  private int sessions() {
    return jdbc.sql("SELECT count(*) FROM sso_session").query(Integer.class).single();
  }

  private String sent() {
    return ((Ask.Away) desk.begin(id, "test-redirect")).uri().getQuery();
  }

  private static String of(String query, String name) {
    return query.replaceFirst(".*(^|&)" + name + "=([^&]+).*", "$2");
  }

  private static String path(String address) {
    return URI.create(address).getPath();
  }

  private void assertProven() {
    assertThat(desk.ended.get(id)).isInstanceOf(Progress.Identified.class);
  }

  @Test
  void whoComesBackComesBackToTheHostThatSentThem() throws Exception {
    String query = sent();
    String back = path(of(query, "back"));
    assertThat(back).isEqualTo("/desk/callback/" + proofs.handle(id));

    browser.get(back + "?code=good5&state=" + of(query, "state"));

    assertProven();
  }

  /** The upstream compares the address with the one that it has registered. */
  @Test
  void theRegisteredAddressHandsOnToTheHostWhoseStateItIs() throws Exception {
    String query = sent();
    String registered = path(of(query, "registered"));
    assertThat(registered).isEqualTo("/sign-in/callback/to/test-redirect");

    MvcResult handed = browser.get(registered + "?code=good5&state=" + of(query, "state"));
    String there = handed.getResponse().getHeader("Location");
    assertThat(there).startsWith("/desk/callback/" + proofs.handle(id) + "?");
    assertThat(desk.ended).doesNotContainKey(id);
    browser.get(there);

    assertProven();
  }

  @Test
  void whatIsPostedToItIsTakenThereOnceAndStandsInNoAddress() throws Exception {
    String query = sent();
    MvcResult handed =
        browser.perform(
            MockMvcRequestBuilders.post(path(of(query, "registered")))
                .contentType(MediaType.APPLICATION_FORM_URLENCODED)
                .content("code=good5&state=" + of(query, "state")));
    String there = handed.getResponse().getHeader("Location");

    assertThat(there).startsWith("/desk/callback/").doesNotContain("good5");
    browser.get(there);
    assertProven();
  }

  @Test
  void aStateThatIsNotRightProvesNothingThereEither() throws Exception {
    String query = sent();
    String state = of(query, "state");
    String other = state.substring(0, 31) + (state.endsWith("0") ? "1" : "0");

    MvcResult handed = browser.get(path(of(query, "registered")) + "?code=good5&state=" + other);
    assertThat(handed.getResponse().getHeader("Location"))
        .as("nobody gets a handle by an id alone")
        .isNull();
    assertThat(desk.ended).doesNotContainKey(id);
    assertThat(desk.ask(id)).isInstanceOf(Ask.Away.class);
  }

  @Test
  void aMessageOfTheUpstreamReachesTheHostThatWaitsForIt() throws Exception {
    desk.begin(id, "test-scan");
    String notify = "/desk/notify/" + proofs.handle(id);

    MvcResult unsigned = browser.perform(MockMvcRequestBuilders.post(notify).content("forged"));
    MvcResult signed = browser.perform(MockMvcRequestBuilders.post(notify).content("signed"));
    assertThat(unsigned.getResponse().getStatus()).isEqualTo(400);
    assertThat(signed.getResponse().getContentAsString()).isEqualTo("OK!");
    TestAdapters.SCANNED.set(TestAdapters.proven("王扫", TestAdapters.number(641), Optional.empty()));
    desk.poll(id);

    assertProven();
  }

  /** The sign-in's own address knows nothing of it. */
  @Test
  void theSignInTakesNothingThatIsAnotherHosts() throws Exception {
    String query = sent();

    browser.get(
        "/sign-in/callback/" + proofs.handle(id) + "?code=good5&state=" + of(query, "state"));

    assertThat(desk.ended).doesNotContainKey(id);
    assertThat(desk.ask(id)).isInstanceOf(Ask.Away.class);
  }

  /** Each person has their own number: it is the clerk's browser that would run out. */
  @Test
  @Clause("A13")
  void aClerkProvesMorePeopleADayThanABrowserMayTry() {
    Limits.Source clerk = DeskHost.clerk().source();
    byte[] cookie = new byte[32];
    new SecureRandom().nextBytes(cookie);
    Limits.Source citizen = new Limits.Source(clerk.place(), cookie);

    assertThat(admitted(clerk, 650)).isEqualTo(12);
    assertThat(admitted(citizen, 670)).as("as many as a browser may").isEqualTo(10);
  }

  /** How many of twelve people are. */
  private long admitted(Limits.Source source, int first) {
    return IntStream.range(first, first + 12)
        .mapToObj(TestAdapters::number)
        .map(number -> limits.document(number, source))
        .map(document -> limits.compareDocuments(Set.of(document), Optional.empty(), source))
        .filter(Admission.Admitted.class::isInstance)
        .count();
  }
}
