package cn.tongxing.sample;

import cn.tongxing.sdk.ClientSettings;
import cn.tongxing.sdk.Level;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Starts both applications on loopback.
 *
 * <p>{@code --issuer URI --hospital-port N --fund-port N --secrets FOLDER --sms FILE}; the folder
 * holds {@code hospital.secret} and {@code housing-fund.secret}, the file says where text messages
 * are handed in. Without it none are promised.
 */
public final class SampleApps implements AutoCloseable {

  private final AppServer hospital;
  private final AppServer fund;

  private SampleApps(AppServer hospital, AppServer fund) {
    this.hospital = hospital;
    this.fund = fund;
  }

  /** Runs until the process is told to stop. */
  public static void main(String[] arguments) throws IOException {
    Arguments given = Arguments.of(arguments);
    SampleApps apps =
        start(
            URI.create(given.value("issuer", "http://localhost:9000")),
            Integer.parseInt(given.value("hospital-port", "9002")),
            Integer.parseInt(given.value("fund-port", "9003")),
            Path.of(given.value("secrets", "data/demo/secrets")),
            Optional.of(given.value("sms", "")).filter(file -> !file.isEmpty()).map(Path::of));
    Runtime.getRuntime().addShutdownHook(new Thread(apps::close));
    System.out.println("hospital " + apps.hospitalAddress());
    System.out.println("housing-fund " + apps.fundAddress());
  }

  /**
   * Starts both; a port of 0 takes a free one.
   *
   * @param sms the settings of the provider of text messages; may come to be there later
   */
  public static SampleApps start(
      URI issuer, int hospitalPort, int fundPort, Path secrets, Optional<Path> sms)
      throws IOException {
    InstantSource clock = InstantSource.system();
    AppServer hospital = new AppServer(hospitalPort);
    AppServer fund = new AppServer(fundPort);
    String hospitalSecret = Files.readString(secrets.resolve("hospital.secret")).strip();
    String fundSecret = Files.readString(secrets.resolve("housing-fund.secret")).strip();
    ClientSettings hospitalSettings =
        ClientSettings.confidential(
                issuer,
                "hospital-appointments",
                hospitalSecret,
                URI.create(hospital.address() + "/callback"),
                Set.of("openid", "realname", "phone"))
            .requiring(new Level(2, 1));
    ClientSettings fundSettings =
        ClientSettings.confidential(
                issuer,
                "housing-fund",
                fundSecret,
                URI.create(fund.address() + "/callback"),
                Set.of("openid", "realname"))
            .requiring(new Level(2, 1));
    hospital.serve(
        new Department(
            new Hospital(clock, new TextMessages(sms, clock)),
            hospitalSettings,
            hospital.address()));
    fund.serve(new Department(new HousingFund(), fundSettings, fund.address()));
    return new SampleApps(hospital, fund);
  }

  /** Where the hospital's application is. */
  public URI hospitalAddress() {
    return hospital.address();
  }

  /** Where the housing fund's application is. */
  public URI fundAddress() {
    return fund.address();
  }

  @Override
  public void close() {
    List.of(hospital, fund).forEach(AppServer::close);
  }
}
