import java.io.BufferedReader;
import java.io.File;
import java.io.InputStreamReader;
import java.util.TreeMap;
import java.util.logging.Level;
import java.util.logging.LogManager;
import java.util.logging.Logger;
import org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider;
import org.verapdf.pdfa.Foundries;
import org.verapdf.pdfa.PDFAParser;
import org.verapdf.pdfa.PDFAValidator;
import org.verapdf.pdfa.flavours.PDFAFlavour;
import org.verapdf.pdfa.results.TestAssertion;
import org.verapdf.pdfa.results.ValidationResult;

/** Asks veraPDF about many files in one virtual machine: paths on standard input, profiles as arguments. */
public class VeraJudge {
    public static void main(String[] profiles) throws Exception {
        LogManager.getLogManager().reset();
        Logger.getLogger("").setLevel(Level.OFF);
        VeraGreenfieldFoundryProvider.initialise();
        BufferedReader paths = new BufferedReader(new InputStreamReader(System.in));
        for (String path = paths.readLine(); path != null; path = paths.readLine()) {
            for (String profile : profiles) {
                System.out.println(path + "\t" + profile + "\t" + judge(path, PDFAFlavour.fromString(profile)));
            }
            System.out.flush();
        }
    }

    /** "PASS", or the broken rules with the first message of each, between vertical bars. */
    static String judge(String path, PDFAFlavour flavour) {
        try (PDFAParser parser = Foundries.defaultInstance().createParser(new File(path), flavour);
                PDFAValidator validator = Foundries.defaultInstance().createValidator(flavour, false)) {
            ValidationResult result = validator.validate(parser);
            if (result.isCompliant()) {
                return "PASS";
            }
            TreeMap<String, String> broken = new TreeMap<>();
            for (TestAssertion each : result.getTestAssertions()) {
                if (each.getStatus() == TestAssertion.Status.FAILED) {
                    String rule = each.getRuleId().getClause() + "-" + each.getRuleId().getTestNumber();
                    broken.putIfAbsent(rule, rule + " " + each.getMessage().replaceAll("\\s+", " "));
                }
            }
            return "FAIL|" + String.join("|", broken.values());
        } catch (Throwable error) {
            return "FAIL|unreadable " + String.valueOf(error).replaceAll("\\s+", " ");
        }
    }
}
