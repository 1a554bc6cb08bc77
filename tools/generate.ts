process.stderr.write('✗ Usage: npm run generate -- operation <service>.<collection>.<verb>. Generators are not written yet.\n');
process.exitCode = 1;
