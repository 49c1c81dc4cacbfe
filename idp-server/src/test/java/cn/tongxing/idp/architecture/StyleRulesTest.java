package cn.tongxing.idp.architecture;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import cn.tongxing.adapter.spi.AuthenticationAdapter;
import cn.tongxing.adapter.spi.Outcome;
import cn.tongxing.adapter.spi.Step;
import cn.tongxing.idp.kernel.StoredForm;
import cn.tongxing.idp.session.OwnCookie;
import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.AccessTarget;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletResponse;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.URL;
import java.net.URLConnection;
import java.nio.channels.AsynchronousSocketChannel;
import java.nio.channels.SocketChannel;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.UUID;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.ResponseCookie;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;

/** The rules of the style guide that a machine can check. */
@AnalyzeClasses(packages = "cn.tongxing.idp", importOptions = DoNotIncludeTests.class)
class StyleRulesTest {

  @ArchTest
  static final ArchRule noProgramIsWaitedForAsLongAsItTakes =
      noClasses()
          .that()
          // its programs are a developer's own, at a terminal: ./idp test
          .doNotHaveFullyQualifiedName("cn.tongxing.idp.platform.launch.RunTests")
          .should()
          .callMethod(Process.class, "waitFor")
          .because("every wait has an end; the others: EndOfWaitsTest");

  @ArchTest
  static final ArchRule noConnectionIsHeldByRowsThatNobodyCloses =
      noClasses()
          .that()
          // hands its rows on; who reads them closes them
          .resideOutsideOfPackage("cn.tongxing.idp.audit.store..")
          .should()
          .callMethod(JdbcClient.MappedQuerySpec.class, "stream")
          .because("an open stream keeps its connection: sixteen of them and the pool is empty");

  @ArchTest
  static final ArchRule cryptographyIsInKeys =
      noClasses()
          .that()
          .resideOutsideOfPackage("cn.tongxing.idp.keys..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("javax.crypto..", "org.bouncycastle..", "com.amazon.corretto..")
          .because("one place holds every key and every algorithm");

  @ArchTest
  static final ArchRule theEngineIsInProtocol =
      noClasses()
          .that()
          .resideOutsideOfPackage("cn.tongxing.idp.protocol..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("org.springframework.security.oauth2..")
          .because("the engine's types must not leak into the domain");

  @ArchTest
  static final ArchRule theOnlyWayOutIsGuarded =
      noClasses()
          .that()
          // the embedded services and the parts of a demonstration are asked on this machine
          // whether they are there; a server that starts asks itself for the first pages
          .resideOutsideOfPackages(
              "cn.tongxing.idp.outbound..",
              "cn.tongxing.idp.platform.embedded..",
              "cn.tongxing.idp.platform.launch..")
          .and() // a Unix domain socket leads off no machine
          .haveNameNotMatching(
              "cn\\.tongxing\\.idp\\.platform\\.command\\.(Wire|Peer|CommandSocket|ServingProcess)(\\$.*)?")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "org.apache.hc..",
              "java.net.http..",
              "javax.net.ssl..",
              "org.springframework.web.client..",
              "org.springframework.web.reactive..")
          .orShould()
          .dependOnClassesThat()
          .belongToAnyOf(
              Socket.class,
              SocketAddress.class,
              URLConnection.class,
              SocketChannel.class,
              AsynchronousSocketChannel.class)
          .orShould()
          .callMethod(URL.class, "openStream")
          .orShould()
          .callMethod(InetAddress.class, "getAllByName", String.class)
          .because("a request that another client makes is checked by nobody");

  @ArchTest
  static final ArchRule cookiesAreSetAndTakenBackInOnePlace =
      noClasses()
          .that()
          .doNotBelongToAnyOf(OwnCookie.class)
          .should()
          .dependOnClassesThat()
          .belongToAnyOf(ResponseCookie.class)
          .orShould()
          .callMethod(HttpServletResponse.class, "addCookie", Cookie.class)
          .because("a browser deletes only what has the name and the path that it was set with");

  @ArchTest
  static final ArchRule databaseAndRedisAreInStores =
      noClasses()
          .that()
          .resideOutsideOfPackages("..store..", "cn.tongxing.idp.platform..")
          .and()
          .areNotAnnotatedWith(Configuration.class)
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("org.springframework.jdbc..", "java.sql..", "io.lettuce..")
          .because("a query stands in a store");

  @ArchTest
  static final ArchRule valuesKnowNeitherWebNorStoreNorSpring =
      noClasses()
          .that()
          .resideInAnyPackage("cn.tongxing.idp.kernel..", "cn.tongxing.idp.login.page..")
          .and()
          .haveSimpleNameNotEndingWith("package-info")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("org.springframework..", "jakarta.servlet..")
          .because("values are plain Java");

  @ArchTest
  static final ArchRule adaptersAreTalkedToByTheirHostAndTheRoomForProving =
      noClasses()
          .that()
          .resideOutsideOfPackages("cn.tongxing.idp.adapters..", "cn.tongxing.idp.proofing..")
          .should()
          .dependOnClassesThat()
          .belongToAnyOf(Step.class, Outcome.class, AuthenticationAdapter.class)
          .because("an adapter states facts to its host and its interpreter, to nobody else");

  @ArchTest
  static final ArchRule packagesSayWhatTheyAreFor =
      noClasses()
          .should()
          .resideInAnyPackage("..util..", "..utils..", "..common..", "..helper..", "..misc..");

  @ArchTest
  static final ArchRule namesSayWhatTheyAreFor =
      noClasses().should().haveNameMatching(".*(Utils?|Helper|Manager|Impl)$");

  @ArchTest
  static final ArchRule nothingIsInjectedIntoFields =
      fields().should().notBeAnnotatedWith(Autowired.class);

  @ArchTest
  static final ArchRule noStaticFieldChanges =
      fields()
          .that()
          .areStatic()
          .and()
          .doNotHaveModifier(JavaModifier.SYNTHETIC)
          .should()
          .beFinal()
          .because("state that everybody shares is state that nobody owns");

  @ArchTest
  static final ArchRule timeAndRandomnessAreInjected =
      noClasses()
          .that(
              resideInAnyPackage("cn.tongxing.idp..")
                  .and(
                      DescribedPredicate.not(
                          resideInAnyPackage(
                              "cn.tongxing.idp.platform..", "cn.tongxing.idp.keys.."))))
          .should()
          .callMethod(Instant.class, "now")
          .orShould()
          .callMethod(LocalDate.class, "now")
          .orShould()
          .callMethod(Clock.class, "systemUTC")
          .orShould()
          .callMethod(InstantSource.class, "system")
          .orShould()
          .callMethod(System.class, "currentTimeMillis")
          .orShould()
          .callMethod(UUID.class, "randomUUID")
          .orShould()
          .callConstructor(SecureRandom.class)
          .because("a test must be able to turn the clock");

  @ArchTest
  static final ArchRule whatRunsByTheClockIsAJobOfUpkeep =
      methods()
          .should()
          .notBeAnnotatedWith(Scheduled.class)
          .because("nothing runs it: a job is a bean of type upkeep.Job, a tidy a TableRule");

  /**
   * By name, in whatever way: a name that a later version wrote is its own matter, not a failure.
   */
  @ArchTest
  static final ArchRule keptNamesAreReadByWhoKnowsOfLaterVersions =
      noClasses()
          .that()
          .doNotBelongToAnyOf(StoredForm.class)
          .and() // of one build by its first words: nothing is kept
          .haveNameNotMatching("cn\\.tongxing\\.idp\\.platform\\.command\\.Wire(\\$.*)?")
          .and() // of two sets that are both of this build
          .doNotHaveFullyQualifiedName("cn.tongxing.idp.identity.person.DescribeAccounts")
          .should()
          .accessTargetWhere(
              DescribedPredicate.describe("the constant of a name", StyleRulesTest::namesConstant))
          .because("StoredForm.constant says what a name is that is not known here");

  private static boolean namesConstant(JavaAccess<?> access) {
    return access.getTarget() instanceof AccessTarget.CodeUnitAccessTarget target
        && target.getName().equals("valueOf")
        && target.getOwner().isAssignableTo(Enum.class)
        && target.getRawParameterTypes().getLast().isEquivalentTo(String.class)
        // what the compiler makes of each enum
        && !access.getOrigin().getName().equals("valueOf");
  }

  @ArchTest
  static final ArchRule subPackagesHaveNoCycles =
      slices().matching("cn.tongxing.idp.(*).(*)..").should().beFreeOfCycles();
}
