using CodeRed.DetectorBenchmark;

return Screen.Show(args);
